"""A shortcode taken apart."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shortcode:
    """`[name key="value" loose]content[/name]`; `content` is None when nothing is enclosed."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    content: str | None = None

    @property
    def address(self) -> str:
        """What [embed], [audio], [video] and [youtube] point to, however it was written."""
        named = (self.attributes.get(key, "") for key in ("src", "url", "mp3", "ogg", "wav", "mp4", "webm", "m4a"))
        found = (text.strip() for text in (self.content or "", *named, *self.loose))
        return next(
            (text for text in found if text.startswith(("http://", "https://", "//", "/"))),
            "",
        )
