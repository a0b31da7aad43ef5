"""The checkout: one page a step, each a small class (`steps`); the last one places the order."""
