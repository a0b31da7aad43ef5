"""Posts, categories, authors, series, feeds and the import from WordPress."""
