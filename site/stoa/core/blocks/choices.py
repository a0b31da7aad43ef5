"""A choice among texts."""

from functools import cached_property
from typing import Any

from django.utils.encoding import force_str
from wagtail import blocks


class TextChoiceBlock(blocks.ChoiceBlock):
    """A choice whose keys are texts, as JSON stores them: nothing has to be converted.

    Wagtail goes through all choices for each value that it reads, indexes or saves; with the 600 languages of code
    listings that was a third of the time in which a post is published. Migrations see Wagtail's own block.
    """

    def normalize_choice(self, value: Any) -> Any:
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        """The label that readers see, as Wagtail has it."""
        label = self._labels.get(force_str(value)) if self.search_index else None
        return [] if label is None else [force_str(label)]

    @cached_property
    def _labels(self) -> dict[str, Any]:
        return dict(self.field.choices)
