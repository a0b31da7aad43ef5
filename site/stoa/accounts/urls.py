"""Account pages: our own, then allauth's. Its addresses of single providers are not among them (`social`)."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

from stoa.accounts import views
from stoa.accounts.social import views as social

urlpatterns = [
    path(pgettext_lazy("path", "profile/"), views.edit_profile, name="edit_profile"),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("sessions/<int:pk>/end/", views.end_session, name="end_session"),
    path("with/google/", social.start, {"provider_id": "google"}, name="google_login"),
    path("with/<slug:provider_id>/", social.start, name="openid_connect_login"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/", include("allauth.socialaccount.urls")),
]
