"""What a change makes stale: which kept answers are purged, and which bodies are cooked again.

A page type says in which lists a page of it stands (`BasePage.listing`); everything else follows from what pages
show and mention.
"""

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Locale, Page, PageViewRestriction, ReferenceIndex, Site, get_page_models
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from stoa.core import access, cooking, pagecache
from stoa.core.models import SiteSettings, SiteText, StoaDocument, StoaImage

logger = logging.getLogger(__name__)
_is_postponed: ContextVar[bool] = ContextVar("_is_postponed", default=False)
#: A change of these may show on any page.
FRAME = (SiteSettings, SiteText, Site, Locale, PageViewRestriction)


def connect_signals() -> None:
    page_published.connect(_published, dispatch_uid="freshness_published")
    page_unpublished.connect(_hidden, dispatch_uid="freshness_unpublished")
    page_slug_changed.connect(_slug_changed, dispatch_uid="freshness_slug_changed")
    post_page_move.connect(_moved, dispatch_uid="freshness_moved")
    # Of pages only: who listens to every model has all rows read that are deleted at once, whatever they are.
    for model in get_page_models():
        pre_delete.connect(_deleted, sender=model, dispatch_uid=f"freshness_{model._meta.label}_deleted")
    for model in FRAME:
        post_save.connect(_frame_changed, sender=model, dispatch_uid=f"freshness_{model.__name__}_saved")
        post_delete.connect(_frame_changed, sender=model, dispatch_uid=f"freshness_{model.__name__}_deleted")
    for model in (StoaImage, StoaDocument):
        post_save.connect(_file_saved, sender=model, dispatch_uid=f"freshness_{model.__name__}_saved")
        # Before it is gone: afterwards nobody knows who mentioned it.
        pre_delete.connect(_file_deleted, sender=model, dispatch_uid=f"freshness_{model.__name__}_deleted")
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=PageViewRestriction)


@contextmanager
def cooking_postponed() -> Iterator[None]:
    """Inside, bodies are only marked as stale: whoever publishes many pages that mention each other cooks them once,
    at the end (`cooking.cook_stale`). What a crash leaves uncooked the sweep finds."""
    token = _is_postponed.set(True)
    try:
        yield
    finally:
        _is_postponed.reset(token)


def mentioned_changed(*objects: Model) -> None:
    """Cook again and purge the pages whose body or fields mention one of `objects`."""
    pages: set[int] = set()
    page_type = ContentType.objects.get_for_model(Page)
    for thing in objects:
        sources = ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id").distinct()
        for content_type, object_id in sources:
            if content_type == page_type.pk:
                pages.add(int(object_id))
            elif ContentType.objects.get_for_id(content_type).model_class() in FRAME:
                pagecache.purge(pagecache.SITE)
    changed(pages)


def changed(page_ids: set[int]) -> None:
    """These pages show something that has changed: purge them, and cook them again in the background."""
    if not page_ids:
        return
    pagecache.purge(*(f"self:{page_id}" for page_id in page_ids))
    if cooking.mark_stale_ids(page_ids):
        _cook_in_background()


def _published(sender: type, instance: Any, **kwargs: Any) -> None:
    """Purge what shows the page; where its place in lists is another, also the lists it left and came to."""
    pagecache.purge(pagecache.page_tag(instance))
    before = instance.cooked.get("listing") if hasattr(instance, "cooked") else None
    now = _listing(instance)
    # A page that is a copy of another begins with what was cooked of that one.
    if before is None or instance.first_published_at == instance.last_published_at:
        _translations_changed([instance])
    if before != now or before is None:
        pagecache.purge(pagecache.TREE, *(before or {}).get("tags", ()), *now.get("tags", ()))
        pagecache.purge(*(f"self:{page_id}" for page_id in instance.beside()) if hasattr(instance, "beside") else ())
    if hasattr(instance, "facts_to_cook"):
        _cook(instance)
    mentioned_changed(instance)


def _listing(page: Any) -> dict[str, Any]:
    """The page's place in lists. It is live by now: where that cannot be told, its editor gets no error, and every
    kept page is forgotten."""
    try:
        return page.listing() if hasattr(page, "listing") else {}
    except Exception:
        logger.exception("Page %s cannot be filed", page.pk)
        return {"tags": [pagecache.SITE]}


def _hidden(sender: type, instance: Any, **kwargs: Any) -> None:
    """Purge what shows a page that is no longer there, and forget its place, so that publishing is news again."""
    pagecache.purge(pagecache.TREE, pagecache.page_tag(instance))
    _translations_changed([instance])
    if hasattr(instance, "cooked"):
        listing = instance.cooked.pop("listing", None) or {}
        pagecache.purge(*listing.get("tags", ()))
        type(instance).objects.filter(pk=instance.pk).update(cooked=instance.cooked, cooked_version="")
    mentioned_changed(instance)


def _deleted(sender: type, instance: Any, **kwargs: Any) -> None:
    if isinstance(instance, Page) and sender is not Page and instance.live:
        _hidden(sender, instance)


def _slug_changed(sender: type, instance: Any, instance_before: Any, **kwargs: Any) -> None:
    _addresses_changed(instance)


def _moved(sender: type, instance: Any, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _addresses_changed(instance)
        # The lists that they came to do not show them yet.
        for page in Page.objects.filter(path__startswith=instance.path).specific():
            pagecache.purge(*(getattr(page, "cooked", {}).get("listing") or {}).get("tags", ()))


def _addresses_changed(page: Page) -> None:
    """The page and all below it have other addresses: whatever links to them is stale, their own facts too."""
    below = list(Page.objects.filter(path__startswith=page.path))
    pagecache.purge(pagecache.TREE, *(pagecache.page_tag(each) for each in below))
    changed({each.pk for each in below})
    _translations_changed(below)
    mentioned_changed(*below)


def _translations_changed(pages: Collection[Page]) -> None:
    """Purge the pages that link to these from their menu of languages and name them as alternates: the translations."""
    ids = {page.pk for page in pages}
    keys = {page.translation_key for page in pages}
    others = Page.objects.filter(translation_key__in=keys).exclude(pk__in=ids).values_list("pk", flat=True)
    pagecache.purge(*(f"self:{page_id}" for page_id in others))


def _frame_changed(sender: type, **kwargs: Any) -> None:
    pagecache.purge(pagecache.SITE)


def _file_saved(sender: type, instance: Model, created: bool, **kwargs: Any) -> None:
    if not created:
        mentioned_changed(instance)


def _file_deleted(sender: type, instance: Model, **kwargs: Any) -> None:
    mentioned_changed(instance)


def _restriction_changed(sender: type, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Cards of the pages it stops may no longer stand in bodies, or may again."""
    mentioned_changed(*access.stopped_by([instance.page_id]))


def _cook(page: Any) -> None:
    """What cannot be cooked now the sweep tries again."""
    if _is_postponed.get() or not cooking.try_to_cook(page):
        cooking.mark_stale(type(page).objects.filter(pk=page.pk))


def _cook_in_background() -> None:
    if _is_postponed.get():
        return
    from stoa.core.tasks import cook_stale  # noqa: PLC0415 -- tasks import this module

    cook_stale.delay_on_commit()
