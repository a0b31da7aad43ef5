"""Uploaded files where no web server stands before us (SERVE_MEDIA)."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils._os import safe_join
from django.views.static import serve

#: Documents go out by Wagtail's view only, which asks who may have them.
CLOSED = "documents"


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file below MEDIA_ROOT, unless it is a document, however its place is spelled."""
    place = Path(safe_join(settings.MEDIA_ROOT, path.lstrip("/"))).resolve()
    if place.is_relative_to(Path(settings.MEDIA_ROOT, CLOSED).resolve()):
        raise Http404
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
