"""Threads of comments under anything that has a translation key."""
