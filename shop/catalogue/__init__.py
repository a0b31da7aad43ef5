"""Product pages, categories, offers and their stock, reviews and recommendations."""
