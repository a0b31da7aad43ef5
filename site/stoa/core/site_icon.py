"""The site's icon: what browsers show on a tab and telephones on the home screen. An editor's picture, or ours."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from stoa.core import images, kept
from stoa.core.models import SiteSettings


@dataclass(frozen=True)
class SiteIcon:
    """Addresses of the icon: small for a tab, large for a home screen; `scalable` as SVG, if there is one."""

    tab: str
    touch: str
    scalable: str = ""


def of(settings: SiteSettings) -> SiteIcon:
    """The icon of a site; ours as long as the editor has chosen none, or its file is gone."""
    return kept.fact(f"icon:{settings.pk}", lambda: _icon(settings))


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks without having read a page: old browsers, feed readers, the admins."""
    return HttpResponseRedirect(of(SiteSettings.for_request(request)).tab)


@require_safe
@cache_control(public=True, max_age=86_400)
def touch_icon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(of(SiteSettings.for_request(request)).touch)


def _icon(settings: SiteSettings) -> SiteIcon:
    chosen = images.icon_addresses(settings.icon)
    if chosen:
        return SiteIcon(*chosen)
    return SiteIcon(
        tab=static("img/favicon.png"), touch=static("img/touch-icon.png"), scalable=static("img/favicon.svg")
    )
