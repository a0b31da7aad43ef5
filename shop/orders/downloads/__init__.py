"""Files that were bought: a right for each paid line, a download for each time a file is taken (docs/adr/0009)."""
