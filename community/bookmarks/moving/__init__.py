"""Bookmarks in and out: files of browsers (Netscape's format) and JSON."""
