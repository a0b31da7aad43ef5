"""Addresses of the blog outside its pages, below `/<language>/`."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from blog import by_members

urlpatterns = [
    path(pgettext_lazy("path", "people/<slug:handle>/posts/"), by_members.member_posts, name="member_posts"),
]
