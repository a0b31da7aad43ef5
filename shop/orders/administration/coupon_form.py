"""The form of a coupon: what it is for is chosen by category, and by the numbers (SKU) that stand on boxes."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

from shop.catalogue.administration.skus import SkusField, written
from shop.catalogue.models import Offer, ProductCategory
from shop.orders.models import Coupon

FIELDS = (
    "code note is_active kind value free_shipping minimum category_keys skus starts_at ends_at limit_total"
    " limit_per_customer"
).split()
OWN = ("category_keys", "skus")


def categories() -> dict[str, str]:
    """{translation key: name in the first language of the site, else in another}; one query."""
    rows = ProductCategory.objects.order_by("name", "pk").values_list(
        "translation_key", "name", "locale__language_code"
    )
    named: dict[str, str] = {}
    for key, name, language in rows:
        if language == settings.LANGUAGE_CODE or str(key) not in named:
            named[str(key)] = name
    return named


class CouponForm(WagtailAdminModelForm):
    """Without categories and numbers the coupon is for everything."""

    category_keys = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these categories"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("With what lies within them; none for all."),
    )
    skus = SkusField(
        label=gettext_lazy("Only for these goods"),
        required=False,
        offers=Offer.objects.all(),
        unknown=gettext_lazy("There are no goods with these numbers: %s"),
        help_text=gettext_lazy("Their numbers (SKU), separated by commas or lines; empty for all goods."),
    )

    class Meta:
        model = Coupon
        fields = [name for name in FIELDS if name not in OWN]
        formfield_callback = formfield_for_dbfield

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(FIELDS)
        chosen = self.instance.category_keys
        # A category that is gone stays chosen until somebody takes it out: without it the coupon might be for all.
        gone = dict.fromkeys(chosen, _("A category that is deleted"))
        self.fields["category_keys"].choices = list((gone | categories()).items())
        self.initial["category_keys"] = chosen
        self.fields["value"].required = False
        self.fields["value"].help_text = _("Not needed where shipping is free and nothing else.")
        for name in ("limit_total", "limit_per_customer"):
            self.fields[name].validators.append(MinValueValidator(1, _("At least 1; empty for any number.")))
        if self.instance.pk:
            self.initial["skus"] = written(self.instance.offers.all())

    def clean_value(self) -> Decimal:
        """Free shipping needs none."""
        return self.cleaned_data["value"] or Decimal(0)

    def save(self, commit: bool = True) -> Coupon:
        self.instance.category_keys = self.cleaned_data["category_keys"]
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.offers.set(self.cleaned_data["skus"])
