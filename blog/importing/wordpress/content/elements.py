"""Attributes of HTML elements, always as text."""

from bs4.element import Tag


def attribute(node: Tag, *names: str) -> str:
    """The first of these attributes that is there and not empty, else ""."""
    return next((str(value) for name in names if (value := node.get(name))), "")


def classes(node: Tag) -> list[str]:
    return attribute(node, "class").split()
