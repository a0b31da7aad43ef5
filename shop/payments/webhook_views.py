"""Where providers tell us what happened. 2xx only after it is written and has acted."""

import logging

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.request import RawPostDataException
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt  # nosemgrep: no-csrf-exempt -- every event is verified
from django.views.decorators.http import require_POST

from shop.payments import receiving, registry
from shop.payments.exceptions import EventRefused

#: Bytes; Stripe's events are a hundredth of it.
LONGEST_BODY = 1024 * 1024

logger = logging.getLogger(__name__)


@csrf_exempt  # nosemgrep: no-csrf-exempt -- every event is verified
@require_POST
@never_cache
def webhook(request: HttpRequest, name: str) -> HttpResponse:
    """400 for what is no event of this provider for us, and nothing has happened."""
    try:
        body = request.body
    except RequestDataTooBig:
        return HttpResponse(status=413)
    except (UnreadablePostError, RawPostDataException):
        # Cut off, or a form with files, whose bytes are gone.
        return HttpResponse(status=400)
    if len(body) > LONGEST_BODY:
        return HttpResponse(status=413)
    now, why = timezone.now(), "nobody here takes them"
    for provider in registry.behind(name):
        try:
            event = provider.verify_event(body=body, headers=request.headers, now=now)
            receiving.receive(provider=provider, event=event, now=now)
        except EventRefused as refusal:
            why = str(refusal)
        else:
            return HttpResponse(status=200)
    # Never the body: whoever sent it may have put anything in.
    logger.warning("Event refused: %s, %s bytes", why, len(body))
    return HttpResponse(status=400)
