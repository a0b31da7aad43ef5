"""The stream of activity is told of posts, once each, whatever their languages and however often they change."""

from typing import Any

from django.utils import timezone
from wagtail.signals import page_published

from blog.models import BlogPostPage
from community.activity import recording
from stoa.core import things

VERB = "published"


def connect_signals() -> None:
    page_published.connect(_published, sender=BlogPostPage, dispatch_uid="blog_post_told")


def _published(sender: type[BlogPostPage], instance: BlogPostPage, **kwargs: Any) -> None:
    """At the date the post bears, so that old posts of an import are no news; not before that."""
    kind, key = things.kind_of(instance).name, things.key_of(instance)
    at = min(instance.published_at or timezone.now(), timezone.now())
    for writer in _writers(instance):
        if not recording.is_recorded(actor_id=writer.pk, verb=VERB, target_kind=kind, target_key=key):
            recording.record(actor=writer, verb=VERB, target_kind=kind, target_key=key, now=at)


def _writers(post: BlogPostPage) -> list[Any]:
    """The members behind the authors, else the one who made the page."""
    return post.comment_recipients() or ([post.owner] if post.owner else [])
