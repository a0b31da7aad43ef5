"""Import of a WordPress export file (WXR). `importer.py` lists the steps; docs/howto/import-wordpress.md tells the policy."""
