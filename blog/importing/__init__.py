"""Bringing posts over from other systems."""
