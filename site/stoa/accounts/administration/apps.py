"""Wagtail's users app with our views."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    user_viewset = "stoa.accounts.administration.views.UserViewSet"
