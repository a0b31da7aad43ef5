"""The commands behind `make`; they need nothing but Python itself."""
