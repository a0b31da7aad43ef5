"""The lasting address of a comment."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.comments import listing
from community.comments.finding import visible_page
from community.comments.models import Comment


@require_safe
@never_cache
def show(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead to where the comment stands now; 404 when the reader may not see it or its page."""
    comment = get_object_or_404(Comment.objects.approved().select_related("thread"), pk=comment_id)
    page = visible_page(comment.thread.translation_key, get_language() or "", request.user)
    if page is None:
        raise Http404
    return redirect(page.get_url(request) + listing.place_of(comment))
