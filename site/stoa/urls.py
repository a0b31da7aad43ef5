"""Every address of the site; see docs/architecture.md for the contract."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from shop.payments import webhook_views
from stoa.accounts import entrance, fragments
from stoa.accounts.administration.views import AccountView
from stoa.core import errors, health, language, machines, routing, shared_passwords, site_icon, sitemaps
from stoa.core.media import serve_media
from stoa.core.styleguide import error_page, styleguide

admin.autodiscover()


#: Of Wagtail's own addresses: log-in and passwords without our limits, and the slower way to a page.
REPLACED = ("wagtailcore_login", "wagtailcore_authenticate_with_password", "wagtail_serve")

urlpatterns = [
    path("", language.choose, name="choose_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", site_icon.favicon, name="favicon"),
    path("apple-touch-icon.png", site_icon.touch_icon, name="touch_icon"),
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:name>-in-<slug:language>-<int:number>.xml", sitemaps.source_part, name="sitemap_source_part"),
    path("sitemap-<slug:language>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("admin/login/", entrance.log_in_elsewhere, name="wagtailadmin_login"),
    path("_util/login/", entrance.log_in_elsewhere, name="wagtailcore_login"),
    path("django-admin/login/", entrance.log_in_elsewhere),
    path("django-admin/", admin.site.urls),
    path("admin/account/", require_admin_access(AccountView.as_view()), name="wagtailadmin_account"),
    path("admin/", include(wagtailadmin_urls)),
    path(
        "documents/authenticate_with_password/<int:restriction_id>/",
        shared_passwords.open_documents,
        name="wagtaildocs_authenticate_with_password",
    ),
    path("documents/", include(wagtaildocs_urls)),
    path("webhooks/<slug:name>/", webhook_views.webhook, name="payment_webhook"),
    path("language/", language.switch, name="switch_language"),
    path("logged-in-with/", include("stoa.accounts.social.urls")),
]

if settings.DEVELOPMENT:
    urlpatterns += [
        path("styleguide/", styleguide, name="styleguide"),
        path("styleguide/errors/<int:code>/", error_page, name="styleguide_error"),
    ]

if apps.is_installed("debug_toolbar"):
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns += debug_toolbar_urls()

if settings.SERVE_MEDIA:
    urlpatterns += [path("media/<path:path>", serve_media)]

urlpatterns += i18n_patterns(
    path(pgettext_lazy("path", "account/"), include("stoa.accounts.urls")),
    path(pgettext_lazy("path", "account/my-data/"), include("stoa.accounts.privacy.urls")),
    path("fragments/me/", fragments.me, name="personal_fragment"),
    path(pgettext_lazy("path", "comments/"), include("community.comments.urls")),
    path("", include("blog.urls")),
    path("", include("community.reactions.urls")),
    path("", include("community.moderation.urls")),
    path("", include("community.members.urls")),
    path("", include("community.activity.urls")),
    path(
        "_util/authenticate_with_password/<int:restriction_id>/<int:page_id>/",
        shared_passwords.open_page,
        name="wagtailcore_authenticate_with_password",
    ),
    path("", include("community.bookmarks.urls")),
    path("", include("shop.catalogue.reviews.urls")),
    path("", include("shop.catalogue.alerts.urls")),
    path("", include("shop.orders.cart_urls")),
    path("", include("shop.orders.checkout.urls")),
    path("", include("shop.orders.order_urls")),
    path("", include("shop.payments.urls")),
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name not in REPLACED),
    re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many_requests
handler500 = errors.server_error
