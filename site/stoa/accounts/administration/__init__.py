"""Users in the Wagtail admin: forms and views for a user without a username."""
