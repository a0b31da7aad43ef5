"""Bodies rendered to HTML once, when they are published, and kept in a column beside the stream.

Not a cache: the HTML is part of the row. `cooked["version"]` names the renderer that made it; when block templates
or this module change, the version changes and pages are cooked again in the background (`cook_bodies` does all).
Drafts and previews render live.
"""

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models.signals import post_save
from django.template.loader import get_template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StreamValue
from wagtail.signals import page_published

from stoa.core import markup
from stoa.core.models import StoaImage

if TYPE_CHECKING:
    from stoa.core.pages import BodyPage

RENDERER = 1
WORDS_A_MINUTE = 220


@cache
def version() -> str:
    """Changes whenever a block template or the renderer does."""
    digest = hashlib.sha256(str(RENDERER).encode())
    for template in sorted((settings.ROOT / "templates" / "blocks").glob("*.html")):
        digest.update(template.read_bytes())
    return digest.hexdigest()[:16]


def render_body(page: "BodyPage") -> SafeString:
    """The body as HTML, from the stream, in the page's language."""
    with translation.override(page.locale.language_code):
        html = get_template("blocks/stream.html").render({"value": page.body, "page": page})
    return mark_safe(html)  # nosemgrep: no-mark-safe -- a template's output, escaped there


def table_of_contents(body: StreamValue) -> list[dict[str, str]]:
    """{"text", "anchor"} of each heading block of level 2, in order."""
    return [
        {"text": block.value["text"], "anchor": block.value.anchor}
        for block in body
        if block.block_type == "heading" and block.value.get("level") == "h2"
    ]


def cook(page: "BodyPage") -> None:
    """Render the body of a live page and store it with its facts. Writes only these columns."""
    html = render_body(page)
    page.body_html = html
    page.word_count = len(markup.plain_text(html).split())
    page.cooked = {"version": version(), "contents": table_of_contents(page.body)} | page.facts_to_cook()
    type(page).objects.filter(pk=page.pk).update(
        body_html=page.body_html, word_count=page.word_count, cooked=page.cooked
    )


def cooked_body(page: "BodyPage") -> SafeString:
    """The stored HTML of a live page; rendered now for a draft, a preview or an older renderer's HTML."""
    if page.cooked.get("version") == version() and not page.is_previewed:
        return mark_safe(page.body_html)  # nosemgrep: no-mark-safe -- what render_body made
    return render_body(page)


def connect_signals() -> None:
    """Cook on publish; make renditions when a picture is stored."""
    page_published.connect(_cook_published, dispatch_uid="cook_published")
    post_save.connect(_make_renditions, sender=StoaImage, dispatch_uid="make_renditions")


def _cook_published(sender: type, instance: Any, **kwargs: Any) -> None:
    if hasattr(instance, "facts_to_cook"):
        cook(instance)


def _make_renditions(sender: type, instance: StoaImage, **kwargs: Any) -> None:
    from stoa.core.tasks import make_renditions  # noqa: PLC0415 -- tasks import this module

    make_renditions.delay_on_commit(instance.pk)
