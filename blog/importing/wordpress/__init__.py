"""Import of a WordPress export (WXR). `importer.py` lists the steps; docs/howto/import-wordpress.md has the policy."""
