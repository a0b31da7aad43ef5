"""What the addresses of bookmarks answer: public lists and pages for everybody, everything else for members."""

from community.bookmarks.views.bookmarklet import bookmarklet, overlay
from community.bookmarks.views.collections import (
    change_collection,
    collection,
    collection_feed,
    collections,
    delete_collection,
    new_collection,
    shared_collection,
)
from community.bookmarks.views.lists import all_bookmarks, mine, tagged
from community.bookmarks.views.moving import export, files, import_file
from community.bookmarks.views.pages import bookmark, picture
from community.bookmarks.views.writing import add, bring_back, change, preview, remove, remove_all, retry

__all__ = [
    "add",
    "all_bookmarks",
    "bookmark",
    "bookmarklet",
    "bring_back",
    "change",
    "change_collection",
    "collection",
    "collection_feed",
    "collections",
    "delete_collection",
    "export",
    "files",
    "import_file",
    "mine",
    "new_collection",
    "overlay",
    "picture",
    "preview",
    "remove",
    "remove_all",
    "retry",
    "shared_collection",
    "tagged",
]
