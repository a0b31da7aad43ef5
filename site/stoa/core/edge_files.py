"""Documents handed to nginx: the view has asked who may have the file, nginx sends it from /protected/ (internal).

Wagtail's document view calls `sendfile` where SENDFILE_BACKEND names this module (EDGE_SERVES_FILES).
https://nginx.org/en/docs/http/ngx_http_proxy_module.html: X-Accel-Redirect
"""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PREFIX = "/protected/"


def sendfile(request: HttpRequest, filename: str, mimetype: str, **kwargs: Any) -> HttpResponse:
    """An empty answer that tells nginx which file below MEDIA_ROOT to send. Raises ValueError for any other file."""
    place = Path(filename).relative_to(settings.MEDIA_ROOT)
    return HttpResponse(content_type=mimetype, headers={"X-Accel-Redirect": PREFIX + quote(place.as_posix())})
