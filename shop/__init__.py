"""A house of plain apps: catalogue, orders and payments."""
