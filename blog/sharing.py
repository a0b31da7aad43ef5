"""Sharing a post by mail: members only, one recipient at a time, a few times an hour."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

from blog.forms import ShareForm
from community.moderation import sanctions
from community.moderation.exceptions import Silenced
from stoa.core import errors, limits, mail, pagecache

if TYPE_CHECKING:
    from blog.models import BlogIndexPage, BlogPostPage

MAILS_AN_HOUR = "10/h"


def share_by_mail(request: HttpRequest, blog: "BlogIndexPage", translation_key: UUID) -> HttpResponse:
    """The form (GET) and the sending (POST); never cached."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "POST"])
    pagecache.mark_private(request)
    response = _answer(request, blog, translation_key)
    add_never_cache_headers(response)
    return response


def _answer(request: HttpRequest, blog: "BlogIndexPage", translation_key: UUID) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    post = _post(request, blog, translation_key)
    if request.method != "POST":
        return _page(request, post, ShareForm(user=request.user))
    form = ShareForm(request.POST, user=request.user)
    if not form.is_valid():
        return _page(request, post, form, status=422)
    try:
        sanctions.check_may_write(request.user)
    except Silenced as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, post, form, status=422)
    if limits.is_over(request, group="share", key="user", rate=MAILS_AN_HOUR):
        return errors.too_many_requests(request)
    send(post=post, sender=request.user, recipient=form.cleaned_data["recipient"], comment=form.cleaned_data["comment"])
    return redirect(f"{request.path}?sent=1")


def send(*, post: "BlogPostPage", sender: Any, recipient: str, comment: str) -> None:
    """Mail the post's one address to one recipient; an answer goes to the sender."""
    mail.send(
        "share_post",
        to=recipient,
        reply_to=[sender.email],
        language=post.locale.language_code,
        context={"post": post, "post_url": post.full_url, "sender": sender, "comment": comment},
    )


def _post(request: HttpRequest, blog: "BlogIndexPage", translation_key: UUID) -> "BlogPostPage":
    """The post in the blog's language; 404 when this reader may not see it."""
    post = blog.visible_posts(request.user).filter(translation_key=translation_key).first()
    if post is None:
        raise Http404
    return post


def _page(request: HttpRequest, post: "BlogPostPage", form: ShareForm, status: int = 200) -> HttpResponse:
    context = {"post": post, "form": form, "is_sent": "sent" in request.GET and not form.is_bound}
    return render(request, "blog/share.html", context, status=status)
