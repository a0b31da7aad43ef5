"""Tags: cleaned as they are typed, found or made by name, put on bookmarks."""

import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from community.bookmarks.models import Bookmark, BookmarkTag, TaggedBookmark

MAX_TAGS = 12
MAX_LENGTH = 50
_BATCH = 500


def typed(text: str) -> list[str]:
    """The tags in a line of them, separated by commas. Raises ValidationError for one that cannot be a tag."""
    names = list(dict.fromkeys(filter(None, (_clean(name) for name in text.split(",")))))
    for name in names:
        if not _is_good(name):
            raise ValidationError(
                _("“%(name)s” is no tag: it needs a letter or digit, and at most 50 letters."),
                params={"name": name[:60]},
            )
    if len(names) > MAX_TAGS:
        raise ValidationError(_("At most 12 tags, please."))
    return names


def good(names: Iterable[str]) -> list[str]:
    """Of imported names those that can be tags, each once."""
    return list(dict.fromkeys(clean for name in names if _is_good(clean := _clean(name))))[:MAX_TAGS]


def named(names: Iterable[str]) -> dict[str, BookmarkTag]:
    """The tags of these clean names; what is missing is made. The caller's transaction goes on whatever happens."""
    # In one order, so that two who make the same tags do not wait for each other.
    wanted = sorted(set(names))
    found = _found(wanted)
    if missing := [name for name in wanted if name not in found]:
        _make_all(missing)
        found |= _found(missing)
    # What is missing still had a slug that somebody took at the same moment.
    return {name: found.get(name) or _make(name) for name in wanted}


def _found(names: list[str]) -> dict[str, BookmarkTag]:
    batches = (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))
    return {tag.name: tag for batch in batches for tag in BookmarkTag.objects.filter(name__in=batch)}


def _make_all(names: list[str]) -> None:
    """The slug of a tag whose short one is another's ends with a digest of the name."""
    slugs = [_slug(name) for name in names]
    batches = (slugs[start : start + _BATCH] for start in range(0, len(slugs), _BATCH))
    taken = {
        slug for one in batches for slug in BookmarkTag.objects.filter(slug__in=one).values_list("slug", flat=True)
    }
    tags = []
    for name, slug in zip(names, slugs, strict=True):
        own = f"{slug}_{sha256(name.encode()).hexdigest()[:12]}" if slug in taken else slug
        taken.add(own)
        tags.append(BookmarkTag(name=name, slug=own))
    BookmarkTag.objects.bulk_create(tags, batch_size=_BATCH, ignore_conflicts=True)


def _slug(name: str) -> str:
    """As the tag makes it itself, but with room for a digest: some letters become many."""
    return slugify(name, allow_unicode=True)[:80]


def set_tags(*, bookmark: Bookmark, names: Iterable[str]) -> None:
    """These and no others."""
    tags = list(named(names).values())
    bookmark.tagged.exclude(tag__in=tags).delete()
    add_tags(bookmark=bookmark, tags=tags)


def add_tags(*, bookmark: Bookmark, tags: Iterable[BookmarkTag]) -> None:
    rows = [TaggedBookmark(content_object=bookmark, tag=tag) for tag in tags]
    TaggedBookmark.objects.bulk_create(rows, ignore_conflicts=True)


def _clean(name: str) -> str:
    plain = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", name))
    return " ".join(plain.replace(",", " ").split()).strip("#\"'").strip().lower()


def _is_good(name: str) -> bool:
    return len(name) <= MAX_LENGTH and bool(slugify(name, allow_unicode=True))


def _make(name: str) -> BookmarkTag:
    """Somebody else may make the same tag, or one whose slug is the same, at the same moment."""
    for _attempt in range(3):
        try:
            with transaction.atomic():
                return BookmarkTag.objects.create(name=name, slug=f"{_slug(name)}_{token_hex(8)}")
        except IntegrityError:
            found = BookmarkTag.objects.filter(name=name).first()
            if found:
                return found
    raise IntegrityError(f"No free slug for the tag {name!r}")
