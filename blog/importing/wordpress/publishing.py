"""Writes drafts as Wagtail pages, with their dates, states and restrictions."""

import json
import uuid
from typing import Any

from django.contrib.auth.models import Group
from taggit.models import Tag
from wagtail.models import Page, PageViewRestriction

from blog.importing.wordpress.drafts import DRAFT, Draft
from blog.importing.wordpress.session import Session
from blog.models import BlogPostAuthor, BlogPostPage, Category
from stoa.core.pages import BodyPage

READERS_OF_PRIVATE_PAGES = ("Editors", "Moderators")


def write_page(
    session: Session, *, page: BodyPage | None, model: type[BodyPage], draft: Draft, slug: str, key: str
) -> BodyPage:
    """Make or update the page for a draft. `key` names the item for good, so that its blocks keep their ids."""
    is_new = page is None
    page = page or model(locale=session.locale, live=False)
    _fill(page, draft, slug=slug, key=key)
    if is_new:
        Page.objects.get(pk=draft.parent).add_child(instance=page)
    _set_state(session, page, draft)
    _restrict(page, draft)
    return page


def _fill(page: BodyPage, draft: Draft, *, slug: str, key: str) -> None:
    page.title, page.slug = draft.title, slug
    page.search_description = draft.description
    page.body = json.dumps(_stream(draft, key))
    if isinstance(page, BlogPostPage):
        _fill_post(page, draft)
    else:
        page.share_image_id = draft.cover


def _fill_post(page: BlogPostPage, draft: Draft) -> None:
    page.intro, page.cover_id = draft.intro, draft.cover
    page.published_at = draft.published_at
    page.is_featured, page.comments_open = draft.is_featured, draft.comments_open
    page.categories = Category.objects.filter(pk__in=draft.categories)
    page.tags.set(Tag.objects.filter(pk__in=draft.tags))
    page.post_authors.set([BlogPostAuthor(author_id=draft.author)] if draft.author else [])


def _stream(draft: Draft, key: str) -> list[dict[str, Any]]:
    """The body as a StreamField stores it. The same block at the same place keeps its id when the post comes again."""
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{key}#{number}"))}
        for number, (kind, value) in enumerate(draft.body)
    ]


def _set_state(session: Session, page: BodyPage, draft: Draft) -> None:
    """Publish, schedule or keep back. A page scheduled for a time that has passed since the export is published."""
    is_future = draft.published_at is not None and draft.published_at > session.now
    if draft.state == DRAFT:
        _keep_back(page)
        return
    page.go_live_at = draft.published_at if is_future else None
    if is_future and page.live:
        page.unpublish()
    if not is_future:
        page.first_published_at = draft.published_at
    page.save_revision(clean=False).publish()
    if not is_future:
        _date(page, draft)


def _keep_back(page: BodyPage) -> None:
    if page.live:
        page.unpublish()
    page.save_revision(clean=False)
    page.save(clean=False)


def _date(page: BodyPage, draft: Draft) -> None:
    """Publishing said "now"; readers are told when the post appeared and was last changed."""
    changed_at = draft.changed_at or draft.published_at
    if changed_at is not None:
        Page.objects.filter(pk=page.pk).update(last_published_at=changed_at)


def _restrict(page: Page, draft: Draft) -> None:
    """Private pages for editors, pages with a password by Wagtail's own password restriction."""
    page.view_restrictions.all().delete()
    if draft.password:
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password=draft.password
        )
    elif draft.is_private:
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
        restriction.groups.set(Group.objects.filter(name__in=READERS_OF_PRIVATE_PAGES))
