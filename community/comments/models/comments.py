"""One comment, by a member or a guest."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from stoa.core import markup


class State(models.TextChoices):
    """Only approved comments are shown."""

    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    HIDDEN = "hidden", _("hidden")
    SPAM = "spam", _("spam")
    DELETED = "deleted", _("deleted")


class CommentQuerySet(models.QuerySet["Comment"]):
    """Comments; their order is said by `oldest_first`."""

    def approved(self) -> Self:
        return self.filter(state=State.APPROVED)

    def waiting(self) -> Self:
        return self.filter(state=State.WAITING)

    def of_author(self, user: Any) -> Self:
        """What this member wrote and may still do something to."""
        return self.filter(user=user, state__in=[State.APPROVED, State.WAITING])

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "pk")

    def with_authors(self) -> Self:
        return self.select_related("user", "answers__user")


class Comment(models.Model):
    """What one person said. Rows are written only by `community.comments.threads`, which keeps the counts true."""

    thread = models.ForeignKey(
        "comments.Thread", on_delete=models.CASCADE, related_name="comments", verbose_name=_("thread")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("below")
    )
    answers = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("in reply to"),
        help_text=_("The comment replied to, which may itself be a reply."),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="comments",
        verbose_name=_("member"),
    )
    # Tells a guest from a member whose account is gone.
    is_guest = models.BooleanField(_("guest"), default=False)
    guest_name = models.CharField(_("name"), max_length=80, blank=True)
    guest_email = models.EmailField(_("e-mail address"), blank=True)
    body = models.TextField(_("comment"))
    body_html = models.TextField(editable=False, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("date"), default=timezone.now)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    # Set when mails about the comment were queued, so that they go out once.
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Where an imported comment came from; a second import finds it again by this.
    import_key = models.CharField(max_length=200, blank=True, editable=False)

    objects: ClassVar[Any] = CommentQuerySet.as_manager()

    # Nothing is chosen in a comment, so nothing has to be found by what it refers to.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", _("Can moderate comments"))]
        constraints = [
            models.CheckConstraint(
                name="comment_author_is_member_or_named_guest",
                condition=Q(is_guest=False, guest_name="", guest_email="")
                | (Q(is_guest=True, user=None) & ~Q(guest_name="")),
            ),
            models.CheckConstraint(name="comment_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(name="comment_not_below_itself", condition=Q(parent=None) | ~Q(parent=F("pk"))),
            models.CheckConstraint(name="comment_answer_is_reply", condition=Q(answers=None) | Q(parent__isnull=False)),
            models.UniqueConstraint(name="comment_imported_once", fields=["import_key"], condition=~Q(import_key="")),
        ]
        indexes = [
            models.Index(name="comment_of_thread", fields=["thread", "state", "created_at"]),
            models.Index(name="comment_by_state", fields=["state", "created_at"]),
        ]

    def __str__(self) -> str:
        return Truncator(self.body).words(10)

    def clean(self) -> None:
        super().clean()
        if self.parent and (self.parent.parent_id or self.parent.thread_id != self.thread_id):
            raise ValidationError({"parent": _("A reply belongs below a comment of the same thread.")})

    @property
    @admin.display(description=_("Name"))
    def author_name(self) -> str:
        """The name shown to everybody."""
        if self.is_guest:
            return self.guest_name
        return self.user.get_full_name() if self.user else str(_("Former member"))

    @property
    def author_email(self) -> str:
        """Where mail to the author goes; empty when nobody is there any more."""
        if self.is_guest:
            return self.guest_email
        return self.user.email if self.user and self.user.is_active else ""

    @property
    def safe_html(self) -> SafeString:
        """The body as `markup` made it safe when it was written."""
        return mark_safe(self.body_html)  # nosemgrep: no-mark-safe -- cleaned when it was written

    @property
    def is_shown(self) -> bool:
        return self.state == State.APPROVED

    def set_body(self, body: str) -> None:
        self.body = body
        self.body_html = markup.comment_markdown(body)
