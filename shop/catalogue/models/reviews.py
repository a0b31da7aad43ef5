"""What members who bought a product say of it."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from community.reactions.models import LikeCount
from stoa.core import markup

#: The kind of thing (`stoa.core.things`) that a review is.
KIND = "review"
MOST_STARS = 5
TITLE_LENGTH = 120
TEXT_LENGTH = 4_000


class ReviewState(models.TextChoices):
    """Everybody sees those that are shown, their authors also the others."""

    WAITING = "waiting", _("waiting")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("hidden")


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reviews."""

    def shown(self) -> Self:
        return self.filter(state=ReviewState.SHOWN)

    def waiting(self) -> Self:
        return self.filter(state=ReviewState.WAITING)

    def said(self) -> Self:
        """Without the empty rows that `writing.delete` leaves of what was hidden."""
        return self.exclude(title="")

    def of_product(self, key: Any) -> Self:
        return self.filter(translation_key=key)

    def visible_to(self, viewer: Any) -> Self:
        """As far as the review itself says; whether the product may be seen is another question."""
        own = Q(user=viewer.pk) & ~Q(title="") if viewer.is_authenticated else Q(pk__in=[])
        return self.filter(Q(state=ReviewState.SHOWN) | own)

    def with_helpful(self) -> Self:
        """With `helpful`: how many found it so."""
        counts = LikeCount.objects.filter(kind=KIND, key=Cast(OuterRef("pk"), models.CharField()))
        return self.annotate(helpful=Coalesce(Subquery(counts.values("number")[:1]), Value(0)))

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Review(models.Model):
    """Of one product in every language, by one member; `user` is None for a former one.

    Written by `shop.catalogue.reviews.writing`, its state changed by `.moderating`.
    """

    #: Of the product.
    translation_key = models.UUIDField(editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name=_("member"),
    )
    stars = models.PositiveSmallIntegerField(
        _("stars"), validators=[MinValueValidator(1), MaxValueValidator(MOST_STARS)]
    )
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    text = models.TextField(_("review"), blank=True, max_length=TEXT_LENGTH)
    text_html = models.TextField(editable=False, blank=True)
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(_("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.SHOWN)
    created_at = models.DateTimeField(_("date"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    #: What the shop says to it.
    reply = models.TextField(_("reply of the shop"), blank=True, max_length=TEXT_LENGTH)
    reply_html = models.TextField(editable=False, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replied by"),
    )

    objects: ClassVar[Any] = ReviewQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        permissions = [("moderate_review", _("Can moderate reviews")), ("reply_review", _("Can reply to reviews"))]
        constraints = [
            models.UniqueConstraint(fields=["user", "translation_key"], name="review_once"),
            models.CheckConstraint(condition=Q(stars__gte=1, stars__lte=MOST_STARS), name="review_stars_in_range"),
            models.CheckConstraint(condition=Q(state__in=ReviewState.values), name="review_state_is_known"),
            models.CheckConstraint(
                condition=Q(reply="", replied_at=None) | (~Q(reply="") & Q(replied_at__isnull=False)),
                name="review_reply_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["translation_key", "state", "stars"], name="review_rating"),
            models.Index(fields=["translation_key", "state", "-created_at", "-id"], name="review_of_product"),
            models.Index(fields=["state", "created_at"], name="review_queue"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shown(self) -> bool:
        return self.state == ReviewState.SHOWN

    @property
    def author_name(self) -> str:
        return self.user.get_full_name() if self.user else str(_("Former member"))

    @property
    def safe_html(self) -> SafeString:
        return mark_safe(self.text_html)  # nosemgrep: no-mark-safe -- cleaned when it was written

    @property
    def safe_reply(self) -> SafeString:
        return mark_safe(self.reply_html)  # nosemgrep: no-mark-safe -- cleaned when it was written

    def set_text(self, text: str) -> None:
        self.text, self.text_html = text, markup.comment_markdown(text)

    def set_reply(self, text: str) -> None:
        self.reply, self.reply_html = text, markup.comment_markdown(text)
