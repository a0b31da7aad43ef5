"""Bodies rendered to HTML once, when they are published, and kept in a column beside the stream.

Not a cache: the HTML is part of the row. `cooked_version` names the renderer that made it; when block templates or
this code change, the version changes, and pages are cooked again in the background (`cook_bodies` does all at once).
A row whose version is another shows its body rendered from the stream. So do drafts and previews.
"""

import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pygments
from django.apps import apps
from django.conf import settings
from django.core.cache import cache as shared_cache
from django.db.models import QuerySet
from django.db.models.signals import post_save
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue

from stoa.core import markup
from stoa.core.models import StoaImage
from stoa.core.outline import Outline, Part

if TYPE_CHECKING:
    from stoa.core.pages import BodyPage

logger = logging.getLogger(__name__)
RENDERER = 4
WORDS_A_MINUTE = 220
BATCH = 50
#: Long enough for a batch; a crashed worker lets go of the lock after this many seconds.
LOCK_SECONDS = 120
_LOCK = "cooking"


@cache
def version() -> str:
    """Changes whenever a template or module that bodies are rendered with does."""
    digest = hashlib.sha256(f"{RENDERER} {pygments.__version__} {settings.WAGTAILADMIN_BASE_URL}".encode())
    for file in _sources():
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _sources() -> list[Path]:
    rooms = ("*/templates/*/components/*.html", "*/*/templates/*/components/*.html")
    templates = [*(settings.ROOT / "templates").glob("*/*.*"), *(f for room in rooms for f in settings.ROOT.glob(room))]
    kinds = ("blocks", "components", "icons")
    here = Path(__file__).parent
    modules = [here / "images.py", here / "markup.py", here / "outline.py", here / "page_links.py"]
    modules += [*here.glob("blocks/*.py"), *here.glob("templatetags/*.py")]
    return sorted(file for file in templates if file.parent.name in kinds) + sorted(modules)


class RenderedBody(NamedTuple):
    """A body as HTML, and its table of contents (empty when it is short)."""

    html: SafeString
    contents: list[Part]


def render_body(page: "BodyPage") -> RenderedBody:
    """The body from the stream, in the page's language."""
    seen = Outline()
    with translation.override(page.locale.language_code):
        html = get_template("blocks/stream.html").render({"value": page.body, "page": page, "outline": seen})
    return RenderedBody(mark_safe(html), seen.contents())  # nosemgrep: no-mark-safe -- a template's own output


def questions(body: StreamValue) -> list[dict[str, str]]:
    """{"question", "answer"} of every FAQ block, as plain text."""
    items = [item for block in body if block.block_type == "faq" for item in block.value.get("items", [])]
    return [
        {"question": item.get("question") or "", "answer": markup.plain_text(str(item.get("answer") or ""))}
        for item in items
    ]


def cook(page: "BodyPage") -> None:
    """Render the body of a live page and store it with its facts. Writes only the cooked columns.

    When the page is marked as stale meanwhile, the mark stays, and the page is cooked again.
    """
    row = type(page).objects.filter(pk=page.pk)
    ticket = f"@{uuid.uuid4().hex[:15]}"
    row.update(cooked_version=ticket)
    body = render_body(page)
    with translation.override(page.locale.language_code):
        facts = page.facts_to_cook()
    page.body_html = body.html
    page.word_count = count_words(body.html)
    page.cooked = {"contents": body.contents, "questions": questions(page.body)} | facts
    page.cooked_version = version()
    row.filter(cooked_version=ticket).update(**{name: getattr(page, name) for name in page.COOKED_FIELDS})


def try_to_cook(page: "BodyPage") -> bool:
    """Cook it, or log why not and mark it as failed; whether it was cooked."""
    try:
        cook(page)
    except Exception:
        logger.exception("Page %s could not be cooked", page.pk)
        type(page).objects.filter(pk=page.pk).update(cooked_version=_failed_version())
        return False
    return True


def count_words(html: str) -> int:
    return len(markup.plain_text(html).split())


def shown_body(page: "BodyPage") -> RenderedBody:
    """The stored body of a live page; rendered now for a draft, a preview or an older renderer's HTML."""
    if page.cooked_version == version() and not page.is_previewed:
        html = mark_safe(page.body_html)  # nosemgrep: no-mark-safe -- what `render_body` made
        return RenderedBody(html, page.cooked.get("contents", []))
    return render_body(page)


def body_page_models() -> list[type["BodyPage"]]:
    models: list[Any] = apps.get_models()
    return [model for model in models if hasattr(model, "facts_to_cook")]


def mark_stale(pages: QuerySet[Any]) -> int:
    """Have these pages rendered from their streams until they are cooked again; how many there are."""
    return pages.update(cooked_version="")


def mark_stale_ids(page_ids: Iterable[int]) -> int:
    ids = list(page_ids)
    return sum(mark_stale(model.objects.filter(pk__in=ids)) for model in body_page_models()) if ids else 0


def stale(model: type["BodyPage"]) -> QuerySet[Any]:
    """Live pages to be cooked; those whose cooking failed wait for the next renderer."""
    return model.objects.filter(live=True).exclude(  # nosemgrep: live-needs-access-rule -- all that is live is cooked
        cooked_version__in=[version(), _failed_version()]
    )


def cook_stale() -> Iterator["BodyPage"]:
    """Cook every stale page and yield it; yields nothing while another process does it."""
    if not shared_cache.add(_LOCK, "1", LOCK_SECONDS):
        return
    try:
        for model in body_page_models():
            while batch := list(stale(model).order_by("-pk")[:BATCH]):
                shared_cache.touch(_LOCK, LOCK_SECONDS)
                yield from (page for page in batch if try_to_cook(page))
    finally:
        shared_cache.delete(_LOCK)


def connect_signals() -> None:
    """Make renditions when a picture is stored."""
    post_save.connect(_make_renditions, sender=StoaImage, dispatch_uid="make_renditions")


def _make_renditions(sender: type, instance: StoaImage, **kwargs: Any) -> None:
    from stoa.core.tasks import make_renditions  # noqa: PLC0415 -- tasks import this module

    make_renditions.delay_on_commit(instance.pk)


def _failed_version() -> str:
    return f"!{version()[:15]}"
