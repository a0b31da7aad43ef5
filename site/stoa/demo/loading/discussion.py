"""Comments under the posts, by members and guests, some still waiting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from community.comments.importing import ImportedComment, import_comments
from community.comments.models import State
from community.comments.threads import Author
from stoa.accounts.models import User
from stoa.demo.loading.pages import Places
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, Publication

STATES = {"approved": State.APPROVED, "pending": State.WAITING}


def load_comments(publication: Publication, places: Places, people: dict[str, User]) -> None:
    """A second load finds the comments again by their keys, and leaves alone what was moderated here."""
    posts = {thread["post"] for thread in publication.threads}
    for name in sorted(posts):
        post = places.pages[f"post:{name}", DEFAULT_LANGUAGE]
        post.refresh_from_db(fields=["first_published_at"])
        threads = [thread for thread in publication.threads if thread["post"] == name]
        comments = list(_comments(name, threads, post.first_published_at, people))
        import_comments(translation_key=post.translation_key, comments=comments)


def _comments(
    name: str, threads: list[dict[str, Any]], posted_at: datetime, people: dict[str, User]
) -> Iterator[ImportedComment]:
    for place, thread in enumerate(threads):
        before = _comment(thread, key=f"demo:{name}:{place}", answers="", after=posted_at, people=people)
        yield before
        for number, reply in enumerate(thread.get("replies", [])):
            key = f"demo:{name}:{place}:{number}"
            before = _comment(reply, key=key, answers=before.key, after=before.created_at, people=people)
            yield before


def _comment(
    facts: dict[str, Any], *, key: str, answers: str, after: datetime, people: dict[str, User]
) -> ImportedComment:
    """`hours` counts from the post, or from the comment that this one answers."""
    member = people.get(facts.get("by", ""))
    author = Author(user=member) if member else Author(name=facts["name"], email=facts["email"])
    return ImportedComment(
        key=key,
        author=author,
        created_at=after + timedelta(hours=facts["hours"], minutes=7 * len(facts["text"]) % 60),
        language=DEFAULT_LANGUAGE,
        body=facts["text"],
        state=STATES[facts.get("state", "approved")],
        answers_key=answers,
    )
