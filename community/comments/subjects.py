"""Comments as things of the community, and as something members report."""

from collections.abc import Callable, Collection

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from community.comments import threads
from community.comments.finding import visible_pages
from community.comments.models import Comment, State
from community.moderation import subjects
from stoa.core import access, keyset, sites, things

KIND = "comment"


def register() -> None:
    things.register(things.Kind(name=KIND, label=_("comment"), model=Comment, find=find))
    subjects.register(
        subjects.Subject(
            kind=KIND,
            look=_look,
            hide=_changed_by(threads.hide),
            restore=_changed_by(threads.approve),
            delete=_changed_by(threads.delete),
            waiting=_waiting,
        )
    )


def find(keys: Collection[str], viewer: access.Viewer) -> dict[str, things.Shown]:
    """Shown comments under pages that the viewer may see. Two queries."""
    comments = Comment.objects.approved().filter(pk__in=keyset.read_keys(keys)).with_authors().select_related("thread")
    found = list(comments)
    pages = visible_pages((comment.thread.translation_key for comment in found), viewer)
    return {
        str(comment.pk): _shown(comment, pages[comment.thread.translation_key])
        for comment in found
        if comment.thread.translation_key in pages
    }


def _shown(comment: Comment, page: Page) -> things.Shown:
    return things.Shown(
        kind=KIND,
        key=str(comment.pk),
        title=Truncator(comment.body).words(12),
        url=f"{sites.address(page.url_path)}#comment-{comment.pk}",
        owner_id=comment.user_id,
        within=page.title,
    )


def _look(keys: Collection[str]) -> dict[str, subjects.Look]:
    found = Comment.objects.filter(pk__in=keyset.read_keys(keys)).with_authors()
    return {str(comment.pk): _seen(comment) for comment in found}


def _seen(comment: Comment) -> subjects.Look:
    return subjects.Look(
        title=Truncator(comment.body).words(12) or comment.author_name,
        text=comment.body,
        url=reverse("moderate_comments:inspect", args=[comment.pk]),
        state=str(comment.get_state_display()),
        member_id=comment.user_id,
    )


def _changed_by(change: Callable[..., int]) -> subjects.Change:
    def do(key: str) -> None:
        change(comment_ids=[int(key)])

    return do


def _waiting() -> subjects.Waiting:
    url = reverse("moderate_comments:list") + f"?state={State.WAITING}"
    return subjects.Waiting(number=Comment.objects.waiting().count(), url=url)
