"""The form that edits a product."""

from typing import Any

from django.utils.translation import gettext as _

from shop.catalogue import publishing
from stoa.core.page_forms import BodyPageForm


class ProductPageForm(BodyPageForm):
    """Says beside the field which number is taken, and which choice comes twice."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        variants = self._variants()
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
