"""What a member lets everybody see of their activity, as RSS 2.0 or Atom."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import feedgenerator
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.activity import stream
from community.members import profiles, visibility
from stoa.accounts.models import User
from stoa.core import feeds, sites
from stoa.core.markup import speakable

ROWS_IN_FEED = 30
FORMATS: dict[str, type[feedgenerator.Rss201rev2Feed | feedgenerator.Atom1Feed]] = {
    "": feedgenerator.Rss201rev2Feed,
    "atom": feedgenerator.Atom1Feed,
}


@require_safe
def member_feed(request: HttpRequest, handle: str, form: str = "") -> HttpResponse:
    """The same for everybody, or 304 for a reader who has it already."""
    owner = profiles.member_or_404(handle)
    if form not in FORMATS or not visibility.may_see(AnonymousUser(), owner, "activity"):
        raise Http404
    feed = _feed(request, owner, FORMATS[form])
    answer = feeds.answer(request, feed.writeString("utf-8"), content_type=FORMATS[form].content_type)
    patch_cache_control(answer, no_cache=True)
    return answer


def _feed(
    request: HttpRequest, owner: User, kind: type[feedgenerator.SyndicationFeed]
) -> feedgenerator.SyndicationFeed:
    visitor = AnonymousUser()
    name = speakable(owner.get_full_name())
    rows = stream.read_single(stream.deeds_of(owner, visitor), visitor, size=ROWS_IN_FEED)
    feed = kind(
        title=_("Activity of %(name)s") % {"name": name},
        link=sites.absolute(reverse("member_activity", args=[owner.handle])),
        description=_("What %(name)s does here.") % {"name": name},
        language=get_language(),
        feed_url=sites.absolute(request.path),
        author_name=name,
    )
    for row in rows:
        feed.add_item(
            title=speakable(row.text),
            link=sites.absolute(row.things[0].url if row.things else row.actor.url),
            description=speakable(row.text),
            unique_id=f"tag:{request.get_host().partition(':')[0]},2026:action:{row.pk}",
            unique_id_is_permalink=False,
            pubdate=row.created_at,
            updateddate=row.created_at,
        )
    return feed
