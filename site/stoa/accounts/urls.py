"""Account pages of our own; allauth's stand beside them."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from stoa.accounts import views

urlpatterns = [
    path(pgettext_lazy("path", "profile/"), views.edit_profile, name="edit_profile"),
]
