"""One's own notices and the mails about them. Whatever changes something is POST."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from community.activity import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<int:notice_id>/open/", views.open_notice, name="open"),
    path("<int:notice_id>/read/", views.read_notice, name="read"),
    path(pgettext_lazy("path", "mails/"), views.choose_mails, name="mails"),
    path("mails/again/", views.mail_again, name="mail_again"),
    path("stop/<str:token>/", views.stop_mails, name="stop_mails"),
]
