"""What all steps of one import share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from wagtail.models import Locale, Page, Site

from blog.importing.wordpress.index import ExportIndex
from blog.importing.wordpress.ledger import Ledger
from blog.importing.wordpress.report import Report
from blog.importing.wordpress.slugs import Slugs
from blog.models import BlogIndexPage


@dataclass(slots=True)
class Session:
    """`root` holds the pages, `blog` the posts; `now` decides what is in the future."""

    index: ExportIndex
    ledger: Ledger
    report: Report
    blog: BlogIndexPage
    root: Page
    site: Site
    now: datetime
    slugs: Slugs = field(default_factory=Slugs)

    @property
    def locale(self) -> Locale:
        return self.blog.locale

    @property
    def is_dry_run(self) -> bool:
        return self.ledger.is_dry_run

    def notes_on(self, label: str) -> Callable[[str, str], None]:
        """A `note(kind, what)` whose lines begin with the post they are about."""
        return lambda kind, what: self.report.note(kind, f"{label}: {what}" if what else label)
