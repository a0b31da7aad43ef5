"""Everything that is held about a member, as one ZIP of JSON, files and a page to read."""

import json
import shutil
import zipfile
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from stoa.accounts.models import User
from stoa.accounts.privacy import reading
from stoa.accounts.privacy.registry import registered


def write_archive(user: User, target: IO[bytes], *, site_name: str) -> None:
    """`<app>.<model>.json` with a list of rows for each kind of data, its files under `files/`, and `index.html`, which
    says the same in words of the active language.
    """
    chapters = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for label, data in sorted(registered().items()):
            json_name = f"{label.lower()}.json"
            found = list(data.export(user))
            if found:
                archive.writestr(json_name, json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
            files = [f"files/{name}" for name, file in data.files(user) if _write_file(archive, f"files/{name}", file)]
            if found:
                chapters.append(reading.chapter(data.model, json_name=json_name, rows=found, files=files))
        archive.writestr("index.html", reading.page(chapters, site_name=site_name))


def _write_file(archive: zipfile.ZipFile, name: str, file: Any) -> bool:
    """A file that is gone from the storage is left out; answers whether it was there."""
    try:
        with file.open("rb") as source, archive.open(name, "w") as entry:
            shutil.copyfileobj(source, entry)
    except FileNotFoundError:
        return False
    return True
