"""The blocks a body is made of (B14). Each renders from `templates/blocks/<name>.html`."""

from stoa.core.blocks.stream import BodyStreamBlock

__all__ = ["BodyStreamBlock"]
