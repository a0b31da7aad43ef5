"""Every exception to a rule says why.

`# noqa: PLC0415 -- reason`, `# type: ignore[code]  # reason`, `# nosemgrep: rule -- reason`.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from scripts.console import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDERS = ("site", "home", "search", "blog", "courses", "shop", "community", "chat", "scripts", "bench")
EXCEPTION = re.compile(r"#\s*(noqa:[^#]*PLC0415|type:\s*ignore|nosemgrep)(?P<rest>.*)$")
REASON = re.compile(r"(--|#)\s*\w.{7,}")


def findings() -> Iterator[str]:
    for folder in FOLDERS:
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "tests" in file.parts or file.name == "reasons.py":
                continue
            for number, line in enumerate(file.read_text().splitlines(), start=1):
                found = EXCEPTION.search(line)
                if found and not REASON.search(found["rest"]):
                    yield f"{file.relative_to(ROOT)}:{number}: say why, as in the first lines of scripts/reasons.py"


if __name__ == "__main__":
    found = list(findings())
    print("\n".join(found))
    sys.exit(1 if found else 0)
