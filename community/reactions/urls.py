"""Addresses of likes, views and rankings."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from community.reactions import profile, views

urlpatterns = [
    path(pgettext_lazy("path", "like/<slug:kind>/<slug:key>/"), views.like, name="like"),
    path(pgettext_lazy("path", "likes/<slug:kind>/<slug:key>/"), views.likers, name="likers"),
    path("fragments/seen/<slug:kind>/<slug:key>/", views.seen, name="seen"),
    path(pgettext_lazy("path", "people/<slug:handle>/likes/"), profile.member_likes, name="member_likes"),
    path(pgettext_lazy("path", "bookmarks/ranking/"), views.ranking, name="ranking"),
]
