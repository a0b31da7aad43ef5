"""The page behind the link that stops mails."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.activity import stopping


@csrf_exempt  # nosemgrep: no-csrf-exempt -- mail programs post without a cookie (RFC 8058); the token is signed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops."""
    refusal = stopping.read_token(token)
    if refusal is None:
        raise Http404
    if request.method == "POST":
        stopping.stop(refusal=refusal)
    context = {"email": refusal.member.email, "label": refusal.label, "is_done": request.method == "POST"}
    return render(request, "notices/stop_mails.html", context)
