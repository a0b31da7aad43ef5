"""Links: to other imported posts they become page links, to files document links, the rest stays."""

import html
from urllib.parse import urlsplit

from bs4.element import Tag

from blog.importing.wordpress.content.context import Context
from blog.importing.wordpress.content.elements import attribute

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}


def opening_tag(node: Tag, context: Context) -> str:
    """`<a …>` for this link, or "" when it leads nowhere."""
    address = attribute(node, "href").strip()
    if not address:
        return ""
    if address.startswith("#"):
        return f'<a href="{html.escape(address)}">'
    address = safe_address(address, context)
    if not address:
        context.note("unsafe link", node.get_text(" ", strip=True)[:80] or "without text")
        return ""
    return _internal(address, context) or f'<a href="{html.escape(address)}">'


def safe_address(address: str, context: Context) -> str:
    """The whole address, or "" if it is no address that a reader may follow."""
    # Browsers drop tabs and line breaks within an address: "java\nscript:" is one.
    address = "".join(address.split()) if "\n" in address or "\t" in address else address.strip()
    absolute = context.absolute(address)
    try:
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    if parts.scheme.lower() not in SAFE_SCHEMES or (parts.scheme.startswith("http") and not parts.hostname):
        return ""
    return absolute


def link(address: str, label: str) -> str:
    """A finished link in rich text; `address` must be safe already."""
    return f'<a href="{html.escape(address)}">{html.escape(label, quote=False)}</a>'


def _internal(address: str, context: Context) -> str:
    page = context.library.page(url=address)
    if page is not None:
        return f'<a linktype="page" id="{page}">'
    document = context.library.document(url=address)
    return f'<a linktype="document" id="{document}">' if document is not None else ""
