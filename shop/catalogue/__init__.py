"""Product pages, categories, offers, reviews and recommendations."""
