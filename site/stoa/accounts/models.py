"""The user: one account for reading, learning, buying and editing. The e-mail address logs in; there is no username."""

from datetime import date
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stoa.accounts import handles
from stoa.accounts.addresses import normalised

#: Nobody is older.
OLDEST_AGE = 120


def refuse_odd_birth(day: date) -> None:
    """Raises ValidationError for a day to come or one that nobody alive was born on."""
    today = timezone.localdate()
    if not today.year - OLDEST_AGE <= day.year or day > today:
        raise ValidationError(_("This is not the day you were born."))


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are compared without case."""

    use_in_migrations = True

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A member. Raises ValueError without an address."""
        return self._create(email=email, password=password, **({"is_staff": False, "is_superuser": False} | fields))

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Raises ValueError when told not to be staff or superuser."""
        fields = {"is_staff": True, "is_superuser": True} | fields
        if not (fields["is_staff"] and fields["is_superuser"]):
            raise ValueError("A superuser is staff and superuser.")
        user = self._create(email=email, password=password, **fields)
        user.vouch_for_address()
        return user

    def _create(self, *, email: str, password: str | None, **fields: Any) -> "User":
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.password = make_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """An account with its public profile: display name, handle, bio and photo."""

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name"), max_length=80, blank=True, help_text=_("Shown to everybody."))
    full_name = models.CharField(
        _("full name"),
        max_length=150,
        blank=True,
        help_text=_("For certificates and invoices; not shown to other members."),
    )
    handle = models.CharField(
        _("handle"),
        max_length=30,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9][a-z0-9_-]{1,29}$", _("Small letters, digits, - and _ only.")),
            handles.refuse_reserved,
        ],
        help_text=_("Your address on this site."),
    )
    bio = models.TextField(_("about me"), max_length=600, blank=True)
    photo = models.ImageField(_("photo"), upload_to="photos/", blank=True)
    birth_date = models.DateField(
        _("date of birth"), null=True, blank=True, help_text=_("Nobody but you sees it."), validators=[refuse_odd_birth]
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_staff = models.BooleanField(_("staff"), default=False, help_text=_("May enter the Django admin."))
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="unique_email_without_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normalised(self.email)
        if not self.handle:
            self.handle = handles.free_handle(self.display_name or self.email.partition("@")[0])
        columns = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if columns is None or "handle" in columns:
                handles.refuse_kept(self.handle)

    def clean(self) -> None:
        super().clean()
        self.email = normalised(self.email)
        if self.handle and handles.is_kept(self.handle):
            raise ValidationError({"handle": self.unique_error_message(User, ("handle",))})

    def vouch_for_address(self) -> None:
        """Count the address as confirmed, for accounts made by those who run the site."""
        EmailAddress.objects.update_or_create(user=self, email=self.email, defaults={"verified": True, "primary": True})

    def get_full_name(self) -> str:
        """The name shown to everybody; never the address."""
        return self.display_name or self.handle

    def get_short_name(self) -> str:
        return self.get_full_name()

    @property
    def date_joined(self) -> Any:
        """Django's name for `joined_at`, which Wagtail's and allauth's code asks for."""
        return self.joined_at


class FormerHandle(models.Model):
    """The handle of an account that is gone, as a digest (`handles`)."""

    digest = models.CharField(_("digest"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("former handle")
        verbose_name_plural = _("former handles")

    def __str__(self) -> str:
        return self.digest


def keep_handle(*, instance: User, **_facts: Any) -> None:
    """Receives `post_delete`, so that every way to delete an account keeps its handle."""
    handles.keep(instance.handle)
