"""The queue in the Wagtail admin."""
