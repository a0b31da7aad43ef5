"""Below `/<language>/`: people and their profiles for everybody, and one's own pages. Whatever changes is POST."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from community.members import views

_member = [
    path("", views.member, name="member"),
    path(pgettext_lazy("path", "followers/"), views.followers, name="member_followers"),
    path(pgettext_lazy("path", "following/"), views.following, name="member_following"),
    path(pgettext_lazy("path", "actions/"), views.actions, name="member_actions"),
    path("follow/", views.follow_member, name="follow_member"),
    path("unfollow/", views.unfollow_member, name="unfollow_member"),
    path("mute/", views.mute_member, name="mute_member"),
    path("unmute/", views.unmute_member, name="unmute_member"),
    path("block/", views.block_member, name="block_member"),
    path("unblock/", views.unblock_member, name="unblock_member"),
]
_own = [
    path("", views.dashboard, name="dashboard"),
    path(pgettext_lazy("path", "muted/"), views.muted, name="muted_members"),
    path(pgettext_lazy("path", "blocked/"), views.blocked, name="blocked_members"),
    path(pgettext_lazy("path", "visibility/"), views.choose_visibility, name="member_settings"),
]

urlpatterns = [
    path(pgettext_lazy("path", "people/"), views.people, name="people"),
    path(pgettext_lazy("path", "people/<slug:handle>/"), include(_member)),
    path(pgettext_lazy("path", "me/"), include(_own)),
]
