"""Wagtail, its images, documents, search and tags."""

from stoa.settings.env import ENV

WAGTAIL_SITE_NAME = "Stoa"
WAGTAILADMIN_BASE_URL = ENV.base_url or "http://localhost:8000"
WAGTAILADMIN_LOGIN_URL = "wagtailadmin_login"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILIMAGES_IMAGE_MODEL = "core.StoaImage"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "stoa.core.uploads.SafeImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.StoaDocument"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "epub", "ics", "key", "md", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "shared_passwords/page.html"  # noqa: S105 -- no password
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "shared_passwords/document.html"  # noqa: S105 -- no password
WAGTAILDOCS_SERVE_METHOD = "serve_view"
if ENV.edge_serves_files:
    SENDFILE_BACKEND = "stoa.core.edge_files"
WAGTAILEMBEDS_FINDERS = [{"class": "stoa.core.embeds.OfflineFinder"}]
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "stoa.core.rich_text.RichTextArea"}}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "stoa.core.search_backend"}}
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False

if ENV.frontend_cache_url:
    WAGTAILFRONTENDCACHE = {
        "edge": {
            "BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend",
            "LOCATION": ENV.frontend_cache_url,
        }
    }
