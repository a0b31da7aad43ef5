"""Reviews of products by members who bought them: written once for all languages, shown on the public page."""
