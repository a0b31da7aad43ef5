"""The thread as a page shows it: plain values, a page of them from one query, whatever the number of comments."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Self
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.db.models import Count, F, QuerySet, UUIDField, Window
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from community.comments.models import Comment
from community.members import people
from stoa.core import pagination
from stoa.core.standing import Given, Standing

COMMENTS_A_PAGE = 50
#: The query parameter that names the page of a thread.
PAGE_PARAMETER = "comments"
_VALUES = (
    "pk",
    "parent_id",
    "answers_id",
    "parent__created_at",
    "user_id",
    "user__display_name",
    "user__handle",
    "user__photo",
    "user__is_active",
    "is_guest",
    "guest_name",
    "body_html",
    "language",
    "created_at",
    "edited_at",
)
Row = dict[str, Any]


@dataclass
class ShownComment:
    """A comment as the template needs it; one that `is_gone` only holds the place above its replies."""

    pk: int
    created_at: datetime
    name: str = ""
    photo_url: str = ""
    url: str = ""
    html: SafeString = field(default_factory=SafeString)
    language: str = ""
    edited_at: datetime | None = None
    answers_name: str = ""
    reply_url: str = ""
    is_author: bool = False
    is_gone: bool = False
    is_waiting: bool = False
    replies: list[Self] = field(default_factory=list)


@dataclass(frozen=True)
class ShownThread:
    """A page of the comments of one thing, oldest first, with their replies; `count` is of the whole thread."""

    comments: list[ShownComment]
    page: Page

    @property
    def count(self) -> int:
        return self.page.paginator.count


def thread_of(
    translation_key: UUID, *, number: str | None = None, add_url: str = "", author_ids: Collection[int] = ()
) -> ShownThread:
    """What everybody sees under this thing, page `number` as it was typed.

    `add_url` is where comments are written, or empty when they are closed; `author_ids` are the users whose own page
    it is. A thread's further pages begin with the comment that their first replies stand below.
    """
    rows, page = _page(translation_key, number)
    shown = {row["pk"]: _shown(row, add_url, author_ids) for row in rows}
    above = _rows_above(in_order(translation_key), rows) if page.number > 1 else []
    known = {row["pk"]: _shown(row, add_url, author_ids) for row in above} | shown
    tops: dict[int, ShownComment] = {}
    for row in rows:
        comment, parent_id = shown[row["pk"]], row["parent_id"]
        if parent_id is None:
            tops[comment.pk] = comment
            continue
        if parent_id not in tops:
            tops[parent_id] = known.get(parent_id) or _gone(parent_id, row["parent__created_at"])
        tops[parent_id].replies.append(comment)
        if row["answers_id"] != parent_id and row["answers_id"] in known:
            comment.answers_name = known[row["answers_id"]].name
    return ShownThread(list(tops.values()), page)


def in_order(translation_key: UUID | Given) -> QuerySet[Comment]:
    """The approved comments of a thread as they stand on the page: oldest first, each followed by its replies."""
    comments = Comment.objects.approved().filter(thread__translation_key=translation_key)
    return comments.order_by(
        Coalesce("parent__created_at", "created_at"),
        Coalesce("parent_id", "pk"),
        F("parent_id").asc(nulls_first=True),
        "created_at",
        "pk",
    )


def place_of(comment: Comment) -> str:
    """Where an approved comment stands under its page: what follows the page's address."""
    before = list(in_order(comment.thread.translation_key).values_list("pk", flat=True))
    number = before.index(comment.pk) // COMMENTS_A_PAGE + 1 if comment.pk in before else 1
    query = f"?{PAGE_PARAMETER}={number}" if number > 1 else ""
    return f"{query}#comment-{comment.pk}"


def show(comment: Comment, *, author_ids: Collection[int] = ()) -> ShownComment:
    """One comment as its own author sees it right after writing."""
    return ShownComment(
        pk=comment.pk,
        created_at=comment.created_at,
        name=comment.author_name,
        photo_url=people.photo_url(comment.user),
        url=_profile_url(comment.user.handle) if comment.user and comment.user.is_active else "",
        html=comment.safe_html,
        language=comment.language,
        edited_at=comment.edited_at,
        is_author=comment.user_id in author_ids,
        is_waiting=not comment.is_shown,
    )


@lru_cache(maxsize=100)
def _rows_of_page(number: int) -> Standing:
    """Page `number` of a thread, with the number of all its comments."""
    start = (number - 1) * COMMENTS_A_PAGE
    comments = in_order(Given("thread", UUIDField())).annotate(total=Window(Count("pk")))
    return Standing(lambda viewer: comments.values_list("total", *_VALUES)[start : start + COMMENTS_A_PAGE])


def _page(translation_key: UUID, number: str | None) -> tuple[list[Row], Page]:
    """The rows of a page and the page itself: one query, but for a number that is too high."""
    wanted = pagination.wanted_number(number)
    found = _rows_of_page(wanted).rows(AnonymousUser(), thread=translation_key)
    rows = [dict(zip(("total", *_VALUES), row, strict=True)) for row in found]
    if not rows and wanted > 1:
        page = pagination.page_of(in_order(translation_key).values(*_VALUES), number, COMMENTS_A_PAGE)
        return list(page), page
    # The paginator is only asked how many there are.
    total = range(rows[0]["total"] if rows else 0)
    return rows, pagination.page_of(total, str(wanted), COMMENTS_A_PAGE)


def _rows_above(comments: QuerySet[Comment], rows: Iterable[Row]) -> list[Row]:
    """What the rows of a further page refer to and that stands on a page before."""
    here = {row["pk"] for row in rows}
    named = {row[name] for row in rows for name in ("parent_id", "answers_id")}
    return list(comments.filter(pk__in=named - here - {None}).values(*_VALUES))


def _shown(row: Row, add_url: str, author_ids: Collection[int]) -> ShownComment:
    html = mark_safe(row["body_html"])  # nosemgrep: no-mark-safe -- cleaned when it was written
    return ShownComment(
        pk=row["pk"],
        created_at=row["created_at"],
        name=_name(row),
        photo_url=_photo_url(row["user__photo"]),
        url=_profile_url(row["user__handle"]) if row["user__is_active"] else "",
        html=html,
        language=row["language"],
        edited_at=row["edited_at"],
        reply_url=f"{add_url}?reply={row['pk']}" if add_url else "",
        is_author=row["user_id"] in author_ids,
    )


def _gone(pk: int, created_at: datetime) -> ShownComment:
    return ShownComment(pk=pk, created_at=created_at, is_gone=True)


def _photo_url(name: str | None) -> str:
    """The address of a member's photo, from the name that its column holds."""
    return get_user_model()._meta.get_field("photo").storage.url(name) if name else ""


def _profile_url(handle: str) -> str:
    return reverse("member", args=[handle])


def _name(row: Row) -> str:
    """As `Comment.author_name` says it."""
    if row["is_guest"]:
        return row["guest_name"]
    return row["user__display_name"] or row["user__handle"] or _("Former member")
