"""Demo content and the command that loads it."""
