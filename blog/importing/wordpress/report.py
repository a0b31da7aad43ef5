"""What came over and what did not: the closing report."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

MADE, UPDATED, UNCHANGED = "made", "updated", "unchanged"
_DID = {
    "came": "What came over:",
    "whole": "Nothing was lost or changed.",
    "lost": "What did not, or not as it was:",
    MADE: "made",
    UPDATED: "updated",
    UNCHANGED: "unchanged",
}
_WOULD = {
    "came": "What would come over:",
    "whole": "Nothing would be lost or changed.",
    "lost": "What would not, or not as it was:",
    MADE: "would be made",
    UPDATED: "would be updated",
    UNCHANGED: "unchanged",
}


@dataclass(slots=True)
class Report:
    """`counts[kind][outcome]`; `notes[kind]` maps each message to how often it was said, e.g.
    `notes["dynamic block"]["post 51 “Theme blocks”: latest-posts"] == 2`."""

    counts: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    notes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    is_paused: bool = False
    is_dry_run: bool = False

    def count(self, kind: str, outcome: str, *, by: int = 1) -> None:
        if not self.is_paused:
            self.counts[kind][outcome] += by

    def note(self, kind: str, message: str) -> None:
        if not self.is_paused:
            self.notes[kind][message] += 1

    def lines(self) -> Iterator[str]:
        said = _WOULD if self.is_dry_run else _DID
        yield said["came"]
        for kind, outcomes in self.counts.items():
            parts = ", ".join(f"{outcomes[name]} {said[name]}" for name in (MADE, UPDATED, UNCHANGED) if outcomes[name])
            yield f"  {kind}: {parts}"
        if not self.counts:
            yield "  nothing"
        if not self.notes:
            yield said["whole"]
            return
        yield said["lost"]
        for kind in sorted(self.notes):
            messages = self.notes[kind]
            yield f"  {kind} ({messages.total()}):"
            for message, count in messages.items():
                yield f"    {message}" + (f" (×{count})" if count > 1 else "")
