"""Users in the Django admin."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm
from django.utils.translation import gettext_lazy as _

from stoa.accounts.fields import AddressField
from stoa.accounts.models import User


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "display_name")
        field_classes = {"email": AddressField}


class ChangeUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes = {"email": AddressField}


@admin.register(User)
class StoaUserAdmin(UserAdmin):
    """Django's user admin for a user who logs in by e-mail address."""

    form = ChangeUserForm
    add_form = NewUserForm
    ordering = ("email",)
    list_display = ("email", "display_name", "handle", "is_staff", "is_active", "joined_at")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email", "display_name", "handle")
    readonly_fields = ("last_login", "joined_at")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("Profile"), {"fields": ("display_name", "handle", "bio", "photo", "language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")}),
        (_("Moments"), {"fields": ("last_login", "joined_at")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "display_name", "password1", "password2")}),)
