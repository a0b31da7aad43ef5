"""What feeds answer, whatever is in them."""

import hashlib
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

#: The date of a feed without entries: the same at every reading.
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def answer(request: HttpRequest, text: str, *, content_type: str, changed_at: datetime | None = None) -> HttpResponse:
    """The feed, or 304 for a reader who has it already: its ETag is made of its contents."""
    content = text.encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    moment = int(changed_at.timestamp()) if changed_at else None
    if moment:
        response["Last-Modified"] = http_date(moment)
    return get_conditional_response(request, etag=etag, last_modified=moment, response=response) or response
