"""Attachments: from a folder, or fetched; pictures become images, papers documents."""

import io
import os
from collections import defaultdict
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from blog.importing.wordpress.addresses import key_of, picture_keys
from blog.importing.wordpress.content.convert import to_title
from blog.importing.wordpress.content.rich_text import shortened
from blog.importing.wordpress.index import Attachment
from blog.importing.wordpress.ledger import digest_of
from blog.importing.wordpress.session import Session
from stoa.core.exceptions import FetchRefused
from stoa.core.fetching import fetch
from stoa.core.models import StoaDocument, StoaImage
from stoa.core.uploads import reencoded

LENGTH = 255
#: For fetching one file.
SECONDS = {"image": 10.0, "document": 60.0}


class MediaShelf:
    """Where files come from: `folder` (such as a copy of wp-content/uploads), else the old site if `is_fetching`."""

    def __init__(self, session: Session, *, folder: Path | None, is_fetching: bool) -> None:
        self.session = session
        self.is_fetching = is_fetching
        self._files: defaultdict[str, list[Path]] = defaultdict(list)
        self._refused: set[str] = set()
        for place, _folders, names in os.walk(folder or os.devnull):
            for name in names:
                self._files[name.lower()].append(Path(place, name))

    def is_image(self, url: str) -> bool:
        return _extension(url) in settings.WAGTAILIMAGES_EXTENSIONS

    def load(self, attachment: Attachment) -> None:
        """Bring one attachment over, or report why not."""
        kind = "image" if self.is_image(attachment.url) else "document"
        if kind == "document" and _extension(attachment.url) not in settings.WAGTAILDOCS_EXTENSIONS:
            self._refuse(attachment.url, "files of this kind are not taken here")
            return
        self._bring(kind, attachment.id, attachment.url, title=to_title(attachment.title), alt=attachment.alt)

    def stray_image(self, url: str) -> int | None:
        """Image for a picture in a body that is no attachment of the export but a file of the old site."""
        own = key_of(self.session.index.site.url).partition("/")[0]
        if not self.is_image(url) or not own or not key_of(url).startswith(own):
            return None
        key = picture_keys(url)[-1]
        number = key if len(key) <= LENGTH // 2 else digest_of({"key": key})
        return self._bring("image", number, url, title=PurePosixPath(key).stem, alt="")

    def _bring(self, kind: str, key: object, url: str, *, title: str, alt: str) -> int | None:
        content = None
        if self.session.ledger.id_of(kind, key) is None:
            content = self._content(kind, url)
            if content is None:
                return None
        payload = {"title": shortened(title or _name(url), LENGTH), "alt": shortened(alt, LENGTH), "url": url}
        model = StoaImage if kind == "image" else StoaDocument

        def write(existing: StoaImage | StoaDocument | None) -> StoaImage | StoaDocument:
            saved = existing or model(file=content)
            saved.title = payload["title"]
            if kind == "image":
                saved.description = payload["alt"]
            saved.save()
            return saved

        return self.session.ledger.keep(kind, key, payload, model=model, write=write)

    def _content(self, kind: str, url: str) -> ContentFile | None:
        """The file, named and, if a picture, re-encoded; None with a line in the report."""
        if url in self._refused:
            return None
        try:
            body = self._body(kind, url)
            content = reencoded(io.BytesIO(body)) if kind == "image" else ContentFile(body)
        except (FetchRefused, ValidationError) as error:
            reason = error.messages[0] if isinstance(error, ValidationError) else str(error)
            self._refuse(url, reason)
            return None
        content.name = _name(url)
        return content

    def _body(self, kind: str, url: str) -> bytes:
        limit = _size_limit(kind)
        path = self._path(url)
        if path is not None:
            return _read(path, limit)
        if self.is_fetching:
            return fetch(url, size_limit=limit, seconds=SECONDS[kind]).body
        raise FetchRefused("its file is not here (--media names a folder, --fetch-media fetches)")

    def _path(self, url: str) -> Path | None:
        """The file whose path ends most like the address: uploads/2020/01/a.jpg before uploads/2019/05/a.jpg."""
        for key in picture_keys(url):
            parts = key.lower().split("/")
            candidates = self._files.get(parts[-1], [])
            if candidates:
                return max(candidates, key=lambda path: _common_end([part.lower() for part in path.parts], parts))
        return None

    def _refuse(self, url: str, reason: str) -> None:
        self._refused.add(url)
        self.session.report.note("attachment left out", f"{url}: {reason.rstrip('.')}")


def _size_limit(kind: str) -> int:
    """In bytes: what an editor may upload of this kind."""
    return settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE if kind == "image" else settings.WAGTAILDOCS_MAX_UPLOAD_SIZE


def _read(path: Path, limit: int) -> bytes:
    try:
        if path.stat().st_size > limit:
            raise FetchRefused(f"it is larger than {limit // 1024**2} MB")
        return path.read_bytes()
    except OSError as error:
        raise FetchRefused(f"{path} cannot be read: {error.strerror}") from error


def _common_end(path: list[str], address: list[str]) -> int:
    count = 0
    for left, right in zip(reversed(path), reversed(address), strict=False):
        if left != right:
            break
        count += 1
    return count


def _name(url: str) -> str:
    return PurePosixPath(key_of(url)).name[-100:] or "file"


def _extension(url: str) -> str:
    return PurePosixPath(key_of(url)).suffix.lower().lstrip(".")
