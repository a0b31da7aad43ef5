"""What the sandbox knows: objects by their ids, kept in a file when there is a folder for it."""

import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shop.payments.sandbox.server.errors import missing

Thing = dict[str, Any]
#: {folder of the books: how Stripe begins the ids of what lies there}.
PREFIXES = {
    "sessions": "cs_test_",
    "intents": "pi_",
    "charges": "ch_",
    "refunds": "re_",
    "coupons": "co_",
    "events": "evt_",
    "disputes": "dp_",
}


@dataclass
class Fault:
    """What goes wrong with the next `times` requests whose path begins so: "slow", "500", "429", "cut"."""

    kind: str
    path: str = "/v1/"
    times: int = 1
    seconds: float = 0.0


@dataclass
class Books:
    """All of it, changed under `lock`."""

    file: Path | None = None
    things: dict[str, dict[str, Thing]] = field(default_factory=lambda: {name: {} for name in PREFIXES})
    #: {idempotency key: [what was asked, status, answer]}.
    answered: dict[str, list[Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def make(self, folder: str, **facts: Any) -> Thing:
        """A new thing, with an id of its own unless `facts` have one."""
        thing: Thing = {"id": PREFIXES[folder] + secrets.token_hex(12), "created": int(time.time()), "livemode": False}
        thing |= facts
        self.things[folder][thing["id"]] = thing
        return thing

    def find(self, folder: str, name: str) -> Thing:
        """Raises Refusal."""
        if name not in self.things[folder]:
            raise missing(folder[:-1], name)
        return self.things[folder][name]

    def fault(self, path: str) -> Fault | None:
        """What shall go wrong with a request to `path`; it counts as one time."""
        for fault in self.faults:
            if path.startswith(fault.path) and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def load(self) -> None:
        if self.file and self.file.exists():
            kept = json.loads(self.file.read_text())
            self.things = {name: {} for name in PREFIXES} | kept["things"]
            self.answered = kept["answered"]

    def save(self) -> None:
        """Written aside, then renamed: a crash leaves the former or the new one."""
        if self.file:
            aside = self.file.with_suffix(".new")
            aside.write_text(json.dumps({"things": self.things, "answered": self.answered}))
            aside.replace(self.file)
