"""A house of plain apps about people and what they say and do."""
