"""Comments with their threads and states."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Page

from blog.importing.wordpress import records
from blog.importing.wordpress.content.comment_html import to_comment_html
from blog.importing.wordpress.content.convert import to_title
from blog.importing.wordpress.content.links import link
from blog.importing.wordpress.content.rich_text import shortened
from blog.importing.wordpress.drafts import label_of
from blog.importing.wordpress.ledger import digest_of
from blog.importing.wordpress.report import MADE, UNCHANGED, UPDATED
from blog.importing.wordpress.session import Session
from community.comments.importing import ImportedComment, import_comments
from community.comments.models import Comment, State
from community.comments.threads import Author

STATES = {"1": State.APPROVED, "0": State.WAITING, "approve": State.APPROVED, "hold": State.WAITING, "spam": State.SPAM}
NAME = 80
SOURCE_LENGTH = 150


def load_comments(session: Session, item: records.Item, page_id: int) -> None:
    """Bring the comments of one item over, under its page."""
    comments = list(_comments(session, item))
    if not comments:
        return
    if item.kind == "page":
        session.notes_on(label_of(item))("comments kept, but pages show none", str(len(comments)))
    keys = [comment.key for comment in comments]
    known = Comment.objects.filter(import_key__in=keys).count()
    written = _write(session, page_id, comments)
    made = len(keys) - known
    for outcome, count in ((MADE, made), (UPDATED, written - made), (UNCHANGED, len(keys) - written)):
        if count:
            session.report.count("comment", outcome, by=count)


def _write(session: Session, page_id: int, comments: list[ImportedComment]) -> int:
    """How many are new or changed; after a dry run none is there."""
    page = Page.objects.filter(pk=page_id).only("translation_key").first()
    if page is None:
        return len(comments) if page_id < 0 else 0
    with transaction.atomic():
        written = import_comments(translation_key=page.translation_key, comments=comments)
        if session.is_dry_run:
            transaction.set_rollback(True)
    return written


def _comments(session: Session, item: records.Item) -> Iterator[ImportedComment]:
    note = session.notes_on(label_of(item))
    parents = {comment.id: comment.parent for comment in item.comments}
    for comment in sorted(item.comments, key=lambda comment: _place(comment, parents)):
        state = STATES.get(comment.state)
        html = _html(comment, item)
        if state is None or not html or not comment.id:
            note("comment left out", f"{comment.id} by {comment.author}: {_why(comment, html)}")
            continue
        yield ImportedComment(
            key=_key(session, comment.id),
            author=_author(comment),
            created_at=comment.written_at or item.published_at or session.now,
            language=session.locale.language_code,
            html=html,
            state=state,
            answers_key=_key(session, comment.parent) if comment.parent else "",
        )


def _why(comment: records.Comment, html: str) -> str:
    if not comment.id:
        return "without a usable number"
    return comment.state if html else "empty"


def _place(comment: records.Comment, parents: dict[int, int]) -> tuple[int, int]:
    """Answers after what they answer, whatever their numbers."""
    depth, above = 0, comment.parent
    while above in parents and depth <= len(parents):
        depth, above = depth + 1, parents[above]
    return depth, comment.id


def _html(comment: records.Comment, item: records.Item) -> str:
    html = to_comment_html(comment.content, address=item.link)
    if comment.kind in ("pingback", "trackback") and comment.url.startswith(("http://", "https://")):
        return f"<p>{link(comment.url, to_title(comment.author) or comment.url)}</p>{html}"
    return html


def _author(comment: records.Comment) -> Author:
    """A member only if the comment was written by somebody logged in: anyone can type an address."""
    if comment.is_member and comment.email:
        user = get_user_model().objects.filter(email__iexact=comment.email).first()
        if user is not None:
            return Author(user=user)
    try:
        validate_email(comment.email)
        email = comment.email
    except ValidationError:
        email = ""
    return Author(name=shortened(to_title(comment.author), NAME) or gettext("Anonymous"), email=email)


def _key(session: Session, number: int) -> str:
    source = session.ledger.source
    short = source if len(source) <= SOURCE_LENGTH else digest_of({"source": source})
    return f"wordpress:{short}:{number}"
