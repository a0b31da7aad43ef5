"""The moderators' side, in the Wagtail admin: the list, its filters, and what is done to many comments at once."""
