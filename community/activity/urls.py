"""Below `/<language>/`: the stream, and what one member did as a section of their profile."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from community.activity import views

_of_member = [
    path("", views.member_activity, name="member_activity"),
    path(pgettext_lazy("path", "feed/"), views.member_feed, name="member_activity_feed"),
    path(pgettext_lazy("path", "feed/<str:form>/"), views.member_feed, name="member_activity_feed"),
]

urlpatterns = [
    path(pgettext_lazy("path", "activity/"), views.activity, name="activity"),
    path(pgettext_lazy("path", "activity/audiences/"), views.choose_audiences, name="activity_audiences"),
    path(pgettext_lazy("path", "people/<slug:handle>/activity/"), include(_of_member)),
    path(pgettext_lazy("path", "notices/"), include("community.activity.notice_urls")),
]
