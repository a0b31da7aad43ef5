"""The page behind the link that stops mails."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.comments import mail_refusals


@csrf_exempt  # nosemgrep: no-csrf-exempt -- mail programs post without a cookie (RFC 8058); the token is signed
@never_cache
@require_http_methods(["GET", "POST"])
def refuse_mail(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks; POST stops the mails of one thread, or with `all` of every one."""
    subscription = mail_refusals.read_token(token)
    if subscription is None:
        raise Http404
    if request.method == "POST" and "all" in request.POST:
        mail_refusals.refuse_all(subscription=subscription)
    elif request.method == "POST":
        mail_refusals.refuse_thread(subscription=subscription)
    context = {"email": subscription.email, "is_done": request.method == "POST"}
    return render(request, "comments/refuse_mail.html", context)
