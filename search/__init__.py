"""One search over everything indexed; imports no app."""
