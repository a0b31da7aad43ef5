"""What machines ask a site for besides pages: robots.txt and the OpenSearch description."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe
from wagtail.models import Site

from stoa.core import chrome, pagecache, sites
from stoa.core.models import SiteSettings

OPENSEARCH = "application/opensearchdescription+xml"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots out of what is personal, and show them the sitemap."""
    pagecache.mark_public(request)
    context = {"closed": closed_paths(), "sitemap": root_url(request) + reverse("sitemap")}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """How a browser searches this site (https://github.com/dewitt/opensearch), in the default language."""
    pagecache.mark_public(request)
    pagecache.shows(request, pagecache.SITE)
    with translation.override(settings.LANGUAGE_CODE):
        path = chrome.search_address()
        if not path:
            raise Http404
        # The standard allows sixteen letters.
        context = {"name": SiteSettings.for_request(request).site_name[:16], "search_url": root_url(request) + path}
        return render(request, "opensearch.xml", context, content_type=OPENSEARCH)


def closed_paths() -> list[str]:
    """The account pages of each language."""
    paths = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            paths.append(f"/{language}/{pgettext('path', 'account/')}")
    return paths


def root_url(request: HttpRequest) -> str:
    """Scheme and host of the site, without a slash at the end."""
    site = Site.find_for_request(request)
    return sites.with_scheme(site.root_url) if site else ""
