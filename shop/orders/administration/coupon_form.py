"""The form of a coupon: what it is for is chosen by category, and by the numbers (SKU) that stand on boxes."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import formfield_for_dbfield

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
    skus = forms.CharField(
        label=gettext_lazy("Only for these goods"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
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
        if self.instance.pk:
            named = self.instance.offers.order_by("sku").values_list("sku", flat=True)
            self.initial["skus"] = ", ".join(named)

    def clean_skus(self) -> list[Offer]:
        """The offers of these numbers, whatever their case; names those that nobody knows."""
        typed = {sku.lower(): sku for sku in re.split(r"[,;\s]+", self.cleaned_data["skus"]) if sku}
        offers: list[Offer] = list(Offer.objects.alias(plain_sku=Lower("sku")).filter(plain_sku__in=typed))
        unknown = typed.keys() - {offer.sku.lower() for offer in offers}
        if unknown:
            named = ", ".join(sorted(typed[plain] for plain in unknown)[:10])
            raise ValidationError(_("There are no goods with these numbers: %s") % named)
        return offers

    def save(self, commit: bool = True) -> Coupon:
        self.instance.category_keys = self.cleaned_data["category_keys"]
        return super().save(commit)

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.offers.set(self.cleaned_data["skus"])
