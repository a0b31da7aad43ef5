"""The form that edits a product."""

from typing import Any

from django.forms import CheckboxSelectMultiple, ModelMultipleChoiceField
from django.utils.translation import gettext as _

from shop.catalogue import publishing
from shop.catalogue.models.categories import ProductCategory
from stoa.core import nesting
from stoa.core.page_forms import BodyPageForm


class ProductPageForm(BodyPageForm):
    """Says beside the field which number is taken or missing, and which choice comes twice or has no name.

    Only the categories of the page's language can be chosen. What a product began with is not asked again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "categories" in self.fields and self.instance.locale_id:
            _offer_in_order(self.fields["categories"], self.instance.locale_id)
        if self.instance.first_published_at:
            variants = self.formsets["variants"].forms if "variants" in self.formsets else []
            for form in [self, *(each for each in variants if each.instance.pk)]:
                _close_opening_stock(form)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        variants = self._variants()
        if not self.is_deferred_validation:
            self._require_number(cleaned, variants)
            self._require_options(cleaned, variants)
        numbers = [form.cleaned_data.get("sku") or "" for form in variants] or [cleaned.get("sku") or ""]
        taken = publishing.taken_skus([number for number in numbers if number], translation_key=self._sold_key())
        for form, number in zip(variants or [self], numbers, strict=True):
            if number in taken:
                form.add_error("sku", _("Another product has this number."))
        self._refuse_twice(variants)
        self._refuse_dear_sales(variants, cleaned.get("price"))
        return cleaned

    def _variants(self) -> list[Any]:
        """The forms of the variants that stay."""
        formset = self.formsets.get("variants")
        if formset is None or not self.is_bound:
            return []
        formset.is_valid()
        kept = [form for form in formset.forms if form.has_changed() or form.instance.pk]
        return [form for form in kept if hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")]

    def _require_number(self, cleaned: dict[str, Any], variants: list[Any]) -> None:
        if not variants and not cleaned.get("sku") and "sku" not in self.errors:
            self.add_error("sku", _("Give it a number, or variants with numbers of their own."))

    def _require_options(self, cleaned: dict[str, Any], variants: list[Any]) -> None:
        """What variants choose has a name, and each variant chooses one of all that have one."""
        named = [bool(cleaned.get(f"option_{place}")) for place in (1, 2, 3)]
        last = max((place for place in (1, 2, 3) if named[place - 1]), default=1 if variants else 0)
        for place in range(1, last + 1):
            if not named[place - 1]:
                self.add_error(f"option_{place}", _("Name this option first: what variants differ in, such as Size."))
        for form in variants:
            for place in (2, 3):
                value = form.cleaned_data.get(f"value_{place}")
                if value and place > last:
                    form.add_error(f"value_{place}", _("Name this option above, under Options, or leave this empty."))
                elif not value and named[place - 1]:
                    words = {"option": cleaned[f"option_{place}"]}
                    form.add_error(f"value_{place}", _("Which %(option)s is it?") % words)

    def _sold_key(self) -> Any:
        return self.instance.translation_key

    def _refuse_twice(self, variants: list[Any]) -> None:
        numbers: set[str] = set()
        choices: set[tuple[str, ...]] = set()
        for form in variants:
            number = (form.cleaned_data.get("sku") or "").lower()
            choice = tuple((form.cleaned_data.get(f"value_{place}") or "").lower() for place in (1, 2, 3))
            if number and number in numbers:
                form.add_error("sku", _("Another variant has this number."))
            if choice in choices:
                form.add_error("value_1", _("Another variant is the same choice."))
            numbers.add(number)
            choices.add(choice)

    def _refuse_dear_sales(self, variants: list[Any], price: Any) -> None:
        for form in variants:
            full, reduced = form.cleaned_data.get("price"), form.cleaned_data.get("sale_price")
            full = price if full is None else full
            if reduced is not None and full is not None and reduced >= full:
                form.add_error("sale_price", _("The sale price is not lower than the price."))


def _offer_in_order(field: ModelMultipleChoiceField, locale_id: int) -> None:
    """The categories of one language as boxes to tick, each below and right of what it lies within."""
    rows = ProductCategory.objects.filter(locale=locale_id).order_by("name", "pk")
    field.queryset = rows
    field.widget = CheckboxSelectMultiple()
    field.choices = [(row.pk, f"{'– ' * depth}{row}") for row, depth in nesting.in_order(rows)]


def _close_opening_stock(form: Any) -> None:
    """Shown as it was: the stock is kept elsewhere since."""
    field = form.fields.get("opening_stock")
    if field is not None:
        field.disabled = True
        field.help_text = _("What it began with. The stock now is in the menu Shop, under Offers and stock.")
