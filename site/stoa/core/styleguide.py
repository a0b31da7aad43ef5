"""The style guide: every component and every body block on one page, from preview values. In development only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.blocks import Block

from stoa.core import errors
from stoa.core.blocks import BodyStreamBlock
from stoa.core.markup import comment_markdown
from stoa.core.models import StoaDocument, StoaImage

COLOURS = (
    "paper", "surface", "sunken", "line", "line-strong", "ink-faint", "ink-soft", "ink",
    "accent", "accent-strong", "accent-soft", "focus", "note", "tip", "warning", "danger",
)  # fmt: skip
TYPE_STEPS = (
    "title-huge",
    "title-large",
    "title-medium",
    "title-small",
    "text-lead",
    "text-read",
    "text-base",
    "text-small",
)

ERROR_PAGES: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: errors.bad_request,
    403: errors.forbidden,
    404: errors.not_found,
    413: errors.too_large,
    429: errors.too_many_requests,
    500: errors.server_error,
    503: errors.service_unavailable,
}


@dataclass(frozen=True)
class SampleMessage:
    level_tag: str

    def __str__(self) -> str:
        return f"A message of the kind “{self.level_tag}”"


class SampleForm(forms.Form):
    """One field of each kind; bound without data it shows its errors."""

    name = forms.CharField(help_text="As it should appear.")
    email = forms.EmailField(label="E-mail")
    topic = forms.ChoiceField(choices=[("press", "Press"), ("other", "Something else")], required=False)
    message = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}))
    days = forms.MultipleChoiceField(
        choices=[("mon", "Monday"), ("tue", "Tuesday")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agreed = forms.BooleanField(label="I have read the imprint")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything the design has, in both states of what may be full or empty."""
    pictures = list(StoaImage.objects.order_by("pk")[:6])
    context = samples(pictures) | {
        "title": _("Style guide"),
        "colours": COLOURS,
        "type_steps": TYPE_STEPS,
        "blocks": block_samples(pictures),
        "error_pages": list(ERROR_PAGES),
    }
    return render(request, "styleguide/styleguide.html", context)


@require_safe
def error_page(request: HttpRequest, code: int) -> HttpResponse:
    """An error page as visitors meet it."""
    if code not in ERROR_PAGES:
        raise Http404
    return ERROR_PAGES[code](request)


def samples(pictures: list[StoaImage]) -> dict[str, Any]:
    """What the components are shown with."""
    picture = pictures[0] if pictures else None
    return {
        **sample_authors(picture),
        **sample_pages(picture),
        "published_at": datetime(2026, 3, 14, 9, 26, tzinfo=UTC),
        "tags": [{"name": "wood", "url": "#", "is_current": True}, {"name": "patience", "url": "#"}, {"name": "древо"}],
        "trail": [{"title": "Home", "url": "#"}, {"title": "Journal", "url": "#"}],
        "numbered": sample_page(),
        "messages_shown": [SampleMessage(level) for level in ("info", "success", "warning", "error")],
        "contents": [
            {"text": "Measuring twice", "anchor": "a", "parts": [{"text": "Cutting once", "anchor": "b"}]},
            {"text": "What the bench remembers", "anchor": "c"},
        ],
        "series": {"title": "The patient workshop"},
        "comment": sample_comment(is_waiting=False),
        "waiting": sample_comment(is_waiting=True),
        "form": SampleForm(auto_id="sample_%s"),
        "wrong_form": SampleForm({"email": "ines"}, auto_id="wrong_%s"),
        "links": [{"title": "Small tools, long lives", "url": "#", "facts": "12 comments"}],
    }


def sample_authors(picture: StoaImage | None) -> dict[str, Any]:
    author = SimpleNamespace(
        name="Ines Valverde", url="#", photo=picture, role="Editor", website="", bio="Writes on how things are mended."
    )
    return {"author": author, "authors": [author, SimpleNamespace(name="Tomas Petrov", url="", photo=None)]}


def sample_pages(picture: StoaImage | None) -> dict[str, Any]:
    page = SimpleNamespace(
        pk=1,
        title="On keeping a notebook nobody reads",
        url="#",
        card_image=picture,
        card_template="components/card.html",
        summary="A notebook is a room with one chair in it.",
    )
    plain = SimpleNamespace(**vars(page) | {"pk": 2, "card_image": None, "title": "A card without a picture"})
    return {"page_one": page, "pages": [page, plain, page]}


def sample_page() -> Page:
    return Paginator(range(100), 10).page(5)


def sample_comment(*, is_waiting: bool) -> SimpleNamespace:
    text = "A **good** point.\n\n> Measure twice.\n\nשלום, привет, 你好 🪵"
    return SimpleNamespace(
        pk=2 if is_waiting else 1,
        name="Mila",
        photo_url="",
        created_at=datetime(2026, 3, 15, 18, 0, tzinfo=UTC),
        html=comment_markdown(text),
        is_waiting=is_waiting,
        is_author=not is_waiting,
    )


def block_samples(pictures: list[StoaImage]) -> list[tuple[str, SafeString | str]]:
    """(label, HTML) of each body block; those that need a picture or a document only once there is one."""
    own = values_with_files(pictures)
    found = []
    for name, block in BodyStreamBlock().child_blocks.items():
        value = own.get(name) or preview_value(block)
        if value:
            found.append((f"{name}: {block.label}", block.render(value)))
    return found


def preview_value(block: Block) -> Any:
    return block.get_preview_value() if hasattr(block.meta, "preview_value") else None


def values_with_files(pictures: list[StoaImage]) -> dict[str, Any]:
    """Values of the blocks that have no preview value of their own, because they point to rows."""
    blocks = BodyStreamBlock().child_blocks
    document = StoaDocument.objects.first()
    values = {}
    if pictures:
        picture = {"image": pictures[0].pk, "alt": "A drawing", "caption": "Drawn by rule.", "width": "text"}
        plates = [{"image": one.pk, "alt": "", "caption": f"Plate {n}"} for n, one in enumerate(pictures, 1)]
        values["image"] = blocks["image"].to_python(picture)
        values["gallery"] = blocks["gallery"].to_python({"images": plates, "caption": "Plates"})
    if document:
        values["file"] = blocks["file"].to_python({"document": document.pk, "title": "", "description": "To print"})
    return values
