"""The import from beginning to end.

First the whole file is read and checked; only then is anything written, one transaction for each item, so that a run
may be stopped and begun again at any moment.
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone, translation
from wagtail.models import Site

from blog.importing.wordpress.drafts import Drafting
from blog.importing.wordpress.exceptions import ImportRefusedError
from blog.importing.wordpress.index import ExportIndex
from blog.importing.wordpress.ledger import Ledger
from blog.importing.wordpress.library import ImportedLibrary
from blog.importing.wordpress.media import MediaShelf
from blog.importing.wordpress.menus import load_menus
from blog.importing.wordpress.pages import PageLoader
from blog.importing.wordpress.people import Authors
from blog.importing.wordpress.progress import Progress
from blog.importing.wordpress.redirects import lead_lists
from blog.importing.wordpress.report import Report
from blog.importing.wordpress.session import Session
from blog.importing.wordpress.terms import Terms
from blog.importing.wordpress.wxr import WxrFile
from blog.models import BlogIndexPage
from stoa.core import cooking, pagecache
from stoa.core.freshness import cooking_postponed

SOURCE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Options:
    """`blog` takes the posts; pages go beside it. `media` is a folder of files or None."""

    path: Path
    blog: BlogIndexPage
    media: Path | None = None
    is_fetching: bool = False
    is_dry_run: bool = False


def import_export(options: Options, *, progress: Progress) -> Report:
    """Bring everything over that can be. Raises ImportRefusedError before anything is written."""
    file = WxrFile(options.path)
    with ExportIndex() as index, translation.override(options.blog.locale.language_code):
        _check(file, index, progress)
        session = _session(options, index)
        _note_repairs(file, session.report)
        shelf = MediaShelf(session, folder=options.media, is_fetching=options.is_fetching)
        authors, terms = Authors(session), Terms(session)
        authors.load_all()
        terms.load_all()
        for attachment in progress.over("attachments", index.attachments(), total=index.attachment_count()):
            shelf.load(attachment)
        library = ImportedLibrary(session, shelf)
        drafting = Drafting(session, library=library, authors=authors, terms=terms)
        loader = PageLoader(session, library=library, drafting=drafting)
        with cooking_postponed():
            loader.load(file, progress)
        _cook(progress)
        lead_lists(session, authors=authors, terms=terms)
        load_menus(session, loader.menu_items)
    return session.report


def _check(file: WxrFile, index: ExportIndex, progress: Progress) -> None:
    for position in index.read(file):
        progress.show("checking", position, file.stream.size)
    progress.end("checking")
    if not index.item_count:
        raise ImportRefusedError(f"{file.path} holds no posts, pages or anything else to import.")


def _cook(progress: Progress) -> None:
    """Render the bodies once all are here, for they link to each other."""
    total = sum(cooking.stale(model).count() for model in cooking.body_page_models())
    for page in progress.over("rendering", cooking.cook_stale(), total=total):
        pagecache.purge(pagecache.page_tag(page))


def _session(options: Options, index: ExportIndex) -> Session:
    report = Report(is_dry_run=options.is_dry_run)
    source = index.site.url[:SOURCE_LENGTH] or f"file:{options.path.name}"[:SOURCE_LENGTH]
    root = options.blog.get_parent()
    site = Site.objects.filter(root_page__in=root.get_ancestors(inclusive=True)).first()
    return Session(
        index=index,
        ledger=Ledger(source=source, report=report, is_dry_run=options.is_dry_run),
        report=report,
        blog=options.blog,
        root=root,
        site=site or Site.objects.get(is_default_site=True),
        now=timezone.now(),
    )


def _note_repairs(file: WxrFile, report: Report) -> None:
    for what, count in file.stream.repairs.items():
        if count:
            report.note("repaired in the file", f"{count} {what} taken out")
