"""Everything that is held about a member, as one ZIP of JSON and files."""

import json
import shutil
import zipfile
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder

from stoa.accounts.models import User
from stoa.accounts.privacy.registry import Data, registered


def write_archive(user: User, target: IO[bytes]) -> None:
    """`<app>.<model>.json` with a list of rows for each kind of data, and its files under `files/`."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for label, data in sorted(registered().items()):
            _write_rows(archive, f"{label.lower()}.json", user, data)
            for name, file in data.files(user):
                _write_file(archive, f"files/{name}", file)


def _write_rows(archive: zipfile.ZipFile, name: str, user: User, data: Data) -> None:
    found = list(data.export(user))
    if found:
        archive.writestr(name, json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))


def _write_file(archive: zipfile.ZipFile, name: str, file: Any) -> None:
    """A file that is gone from the storage is left out."""
    try:
        with file.open("rb") as source, archive.open(name, "w") as entry:
            shutil.copyfileobj(source, entry)
    except FileNotFoundError:
        return
