"""Pictures, documents and site settings."""

from stoa.core.models.documents import StoaDocument
from stoa.core.models.images import StoaImage, StoaRendition
from stoa.core.models.site_settings import SiteSettings, SiteText

__all__ = ["SiteSettings", "SiteText", "StoaDocument", "StoaImage", "StoaRendition"]
