"""Listing, making and changing users in the Wagtail admin. Only superusers give rights away."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account
from wagtail.users.views import users

from stoa.accounts.administration.forms import ChangeUserForm, NewUserForm
from stoa.accounts.models import User


class UserIndexView(users.IndexView):
    """Found by name, handle and address."""

    @cached_property
    def search_fields(self) -> set[str]:
        return {"email", "display_name", "handle"}


class UserCreateView(users.CreateView):
    """Users made here have their address vouched for by whoever made them."""

    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm:
        return _with_guarded_rights(super().get_form(*args, **kwargs), self.request)

    def save_instance(self) -> User:
        user = super().save_instance()
        user.vouch_for_address()
        return user


class UserEditView(users.EditView):
    """A superuser's account is changed by superusers only: a new password would be a way in."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.object.is_superuser and not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self, *args: Any, **kwargs: Any) -> ModelForm:
        return _with_guarded_rights(super().get_form(*args, **kwargs), self.request)


def _with_guarded_rights(form: ModelForm, request: HttpRequest) -> ModelForm:
    """Those who are no superuser see rights but cannot change them."""
    for name in {"is_superuser", "groups"} & set(form.fields):
        form.fields[name].disabled = not request.user.is_superuser
    return form


class UserViewSet(users.UserViewSet):
    """Wagtail's view set with forms of e-mail address, name and handle."""

    index_view_class = UserIndexView
    add_view_class = UserCreateView
    edit_view_class = UserEditView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return ChangeUserForm if for_update else NewUserForm


class AccountView(account.AccountView):
    """Wagtail's own settings of an editor; name, picture and password are on the account pages of the site."""

    page_title = _("Account")

    def get_panels(self) -> list[Any]:
        elsewhere = (account.NameEmailSettingsPanel, account.AvatarSettingsPanel, account.ChangePasswordPanel)
        return [panel for panel in super().get_panels() if not isinstance(panel, elsewhere)]
