"""Saved pictures and links, what they are filed under, and the stored files."""

from community.bookmarks.models.bookmarks import Bookmark, Reason, State
from community.bookmarks.models.collections import Collected, Collection, Sharing
from community.bookmarks.models.pictures import Picture, PictureRendition
from community.bookmarks.models.tags import BookmarkTag, TaggedBookmark

__all__ = [
    "Bookmark",
    "BookmarkTag",
    "Collected",
    "Collection",
    "Picture",
    "PictureRendition",
    "Reason",
    "Sharing",
    "State",
    "TaggedBookmark",
]
