"""XML elements of an export to values."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from blog.importing.wordpress import records
from blog.importing.wordpress.numbers import number_of

SLUG_FIELDS = ("wp:category_nicename", "wp:tag_slug", "wp:term_slug")
NAME_FIELDS = ("wp:cat_name", "wp:tag_name", "wp:term_name")
PARENT_FIELDS = ("wp:category_parent", "wp:term_parent")
DESCRIPTION_FIELDS = (
    "wp:category_description",
    "wp:tag_description",
    "wp:term_description",
)
TAXONOMIES = {"wp:category": "category", "wp:tag": "post_tag"}
# The feed's own name for a tag differs from the database's in old exports.
DOMAINS = {"tag": "post_tag"}


def author(element: Element) -> records.Author:
    return records.Author(
        login=_text(element, "wp:author_login"),
        email=_text(element, "wp:author_email"),
        display_name=_text(element, "wp:author_display_name"),
        first_name=_text(element, "wp:author_first_name"),
        last_name=_text(element, "wp:author_last_name"),
    )


def term(element: Element) -> records.Term:
    return records.Term(
        taxonomy=TAXONOMIES.get(element.tag) or _text(element, "wp:term_taxonomy"),
        slug=_first(element, SLUG_FIELDS),
        name=_first(element, NAME_FIELDS),
        parent=_first(element, PARENT_FIELDS),
        description=_first(element, DESCRIPTION_FIELDS),
    )


def item(element: Element) -> records.Item:
    meta = [(_text(row, "wp:meta_key"), row.findtext("wp:meta_value") or "") for row in element.findall("wp:postmeta")]
    return records.Item(
        id=_number(element, "wp:post_id"),
        kind=_text(element, "wp:post_type"),
        title=_text(element, "title"),
        link=_text(element, "link"),
        guid=_text(element, "guid"),
        # Some exports have a stray bracket before the name.
        creator=_text(element, "dc:creator").strip("<> "),
        content=element.findtext("content:encoded") or "",
        excerpt=_text(element, "excerpt:encoded"),
        published_at=_published_at(element),
        changed_at=_moment(_text(element, "wp:post_modified_gmt")),
        comments_open=_text(element, "wp:comment_status") == "open",
        slug=_text(element, "wp:post_name"),
        status=_text(element, "wp:status"),
        parent=_number(element, "wp:post_parent"),
        order=_number(element, "wp:menu_order"),
        password=_text(element, "wp:post_password"),
        is_sticky=_text(element, "wp:is_sticky") == "1",
        attachment_url=_text(element, "wp:attachment_url"),
        terms=_terms(element),
        meta=dict(meta),
        old_slugs=[value for key, value in meta if key == "_wp_old_slug" and value],
        comments=[_comment(row) for row in element.findall("wp:comment")],
    )


def _terms(element: Element) -> list[records.Term]:
    """Terms of an item, each once: WXR 1.0 writes every category twice, with and without its slug."""
    found = {}
    for row in element.findall("category"):
        domain, slug = row.get("domain", ""), row.get("nicename", "")
        if domain and slug:
            found[domain, slug] = records.Term(DOMAINS.get(domain, domain), slug, (row.text or "").strip())
    return list(found.values())


def _comment(element: Element) -> records.Comment:
    return records.Comment(
        id=_number(element, "wp:comment_id"),
        author=_text(element, "wp:comment_author"),
        email=_text(element, "wp:comment_author_email"),
        url=_text(element, "wp:comment_author_url"),
        written_at=_moment(_text(element, "wp:comment_date_gmt")) or _moment(_text(element, "wp:comment_date")),
        content=element.findtext("wp:comment_content") or "",
        state=_text(element, "wp:comment_approved"),
        kind=_text(element, "wp:comment_type"),
        parent=_number(element, "wp:comment_parent"),
        is_member=_number(element, "wp:comment_user_id") > 0,
    )


def _published_at(element: Element) -> datetime | None:
    """Drafts have no GMT date; their local one is then taken as it is."""
    return (
        _moment(_text(element, "wp:post_date_gmt"))
        or _moment(_text(element, "wp:post_date"))
        or _feed_moment(_text(element, "pubDate"))
    )


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return moment if _is_usable(moment) else None


def _feed_moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None
    if not _is_usable(moment):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _is_usable(moment: datetime) -> bool:
    """Not year 1, which placeholders like "0001-01-01" mean, nor one that another time zone would carry past 9999."""
    return 1 < moment.year < 9999


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _first(element: Element, tags: tuple[str, ...]) -> str:
    return next((text for tag in tags if (text := _text(element, tag))), "")


def _number(element: Element, tag: str) -> int:
    return number_of(_text(element, tag)) or 0
