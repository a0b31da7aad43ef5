"""What the shop has sold: figures of a period, and how they are drawn."""
