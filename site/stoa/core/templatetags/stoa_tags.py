"""Template tags that any template may use: pictures, JSON-LD, how long ago, money."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError

from stoa.core.images import PRESETS
from stoa.core.money import Money, shown_money

register = template.Library()
_PICTURE = (
    '<picture><source type="image/avif" srcset="{avif}" sizes="{sizes}">'
    '<img src="{url}" srcset="{webp}" sizes="{sizes}" width="{width}" height="{height}" alt="{alt}" class="{css}"'
    ' loading="{loading}" decoding="async"{priority}></picture>'
)
_FIRST = mark_safe(' fetchpriority="high"')  # nosemgrep: no-mark-safe -- a constant
_A_MINUTE = timedelta(minutes=1)
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def picture(image: Any, preset: str, alt: str = "", loading: str = "lazy", css: str = "") -> SafeString:
    """`<picture>` of a preset in AVIF and WebP, width and height set; nothing without an image or its file.

    A picture that was cooked (`images.cooked_picture`) is shown as it is.
    """
    if image is None:
        return SafeString()
    if isinstance(image, dict):
        return _cooked(image.get(preset, ""), loading)
    chosen = PRESETS[preset]
    try:
        renditions = image.get_renditions(*chosen.filters)
    except (OSError, SourceImageIOError):
        return SafeString()
    webp = _renditions_as("webp", renditions)
    return format_html(
        _PICTURE,
        avif=_srcset(_renditions_as("avif", renditions)),
        webp=_srcset(webp),
        sizes=chosen.sizes,
        url=webp[-1].url,
        width=webp[-1].width,
        height=webp[-1].height,
        alt=alt,
        css=css,
        loading=loading,
        priority=_FIRST if loading == "eager" else "",
    )


def _cooked(html: str, loading: str) -> SafeString:
    """What this tag made when the page was cooked; only there did nobody know what a page shows first."""
    if loading == "eager":
        html = html.replace('loading="lazy"', 'loading="eager" fetchpriority="high"')
    return mark_safe(html)  # nosemgrep: no-mark-safe -- what this tag made


def _renditions_as(file_format: str, renditions: dict[str, Any]) -> list[Any]:
    return [rendition for name, rendition in renditions.items() if name.endswith(file_format)]


def _srcset(renditions: list[Any]) -> SafeString:
    return format_html_join(", ", "{} {}w", ((rendition.url, rendition.width) for rendition in renditions))


@register.simple_tag
def json_ld(data: Any) -> SafeString:
    """A JSON-LD data block; markup inside strings cannot end the script element."""
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(_ESCAPES)
    escaped = mark_safe(text)  # nosemgrep: no-mark-safe -- escaped as JSON, as Django's json_script does
    return format_html('<script type="application/ld+json">{}</script>', escaped)


@register.filter
def ago(moment: datetime) -> str:
    """ "3 hours ago", in the active language."""
    passed = timesince(moment, depth=1) if timezone.now() - moment >= _A_MINUTE else ""
    return _("%(time)s ago") % {"time": passed} if passed else _("just now")


@register.filter
def money(amount: Money | Decimal | None, currency: str = "") -> str:
    """ "12,50 €", in the active language, of a Money or of a Decimal and its currency; nothing for nothing."""
    if amount is None:
        return ""
    return shown_money(amount if isinstance(amount, Money) else Money(amount, currency))


@register.filter
def rate(percent: Decimal | int) -> str:
    """ "25.5" or "25,5", in the active language, with as many decimals as there are."""
    return number_format(Decimal(percent).normalize())


@register.simple_tag
def page_numbers(page: Page) -> list[int | str]:
    """Numbers of a paginator's pages around `page`, the first and the last; the paginator's ellipsis between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))
