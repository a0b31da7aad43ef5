"""Home page and plain pages; composes the other apps, and none of them imports it."""
