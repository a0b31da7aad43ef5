"""Offers and their stock in the Wagtail admin."""
