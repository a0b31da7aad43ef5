"""Images saved from the web, the bookmarklet and collections."""
