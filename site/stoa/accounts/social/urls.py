"""Where providers send people back: one address for all languages, as it is registered with them."""

from django.urls import path

from stoa.accounts.social import views

urlpatterns = [
    path("google/", views.come_back, {"provider_id": "google"}, name="google_callback"),
    path("<slug:provider_id>/", views.come_back, name="openid_connect_callback"),
]
