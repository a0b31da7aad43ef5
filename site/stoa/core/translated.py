"""Snippets that are there once in each language."""

from collections.abc import Collection

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import UniqueConstraint
from wagtail.models import TranslatableMixin


class TranslatedSnippet(TranslatableMixin):
    """Base of a snippet with a row in each language; its constraints may name the `locale`."""

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """What is taken in its language is said at its field. Forms leave the language out, and with it Django would
        leave out the constraints that name it."""
        super().validate_constraints(exclude={*(exclude or ()), "locale"})
        for constraint in self._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and "locale" in constraint.fields:
                self._validate_in_language(constraint, exclude or ())

    def _validate_in_language(self, constraint: UniqueConstraint, exclude: Collection[str]) -> None:
        fields = [name for name in constraint.fields if name != "locale"]
        try:
            constraint.validate(type(self), self, exclude={*exclude} - {"locale"})
        except ValidationError as error:
            said = self.unique_error_message(type(self), tuple(fields[:1] or ["locale"]))
            raise ValidationError({fields[0] if fields else NON_FIELD_ERRORS: said}) from error
