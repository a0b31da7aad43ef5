"""The form of a coupon: goods are named by their numbers (SKU), as they stand in lists and on boxes."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from shop.catalogue.models import Offer
from shop.orders.models import Coupon

FIELDS = (
    "code note is_active kind value free_shipping minimum skus starts_at ends_at limit_total limit_per_customer"
).split()


class CouponForm(WagtailAdminModelForm):
    """Without numbers the coupon is for everything."""

    skus = forms.CharField(
        label=gettext_lazy("Only for these goods"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Their numbers (SKU), separated by commas or lines; empty for all goods."),
    )

    class Meta:
        model = Coupon
        fields = [name for name in FIELDS if name != "skus"]
        widgets = {"starts_at": AdminDateTimeInput, "ends_at": AdminDateTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(FIELDS)
        if self.instance.pk:
            named = self.instance.offers.order_by("sku").values_list("sku", flat=True)
            self.initial["skus"] = ", ".join(named)

    def clean_skus(self) -> list[Offer]:
        """The offers of these numbers, whatever their case; names those that nobody knows."""
        typed = {sku.lower(): sku for sku in re.split(r"[,;\s]+", self.cleaned_data["skus"]) if sku}
        offers = list(Offer.objects.annotate(plain=Lower("sku")).filter(plain__in=typed))
        unknown = typed.keys() - {offer.sku.lower() for offer in offers}
        if unknown:
            named = ", ".join(sorted(typed[plain] for plain in unknown)[:10])
            raise ValidationError(_("There are no goods with these numbers: %s") % named)
        return offers

    def _save_m2m(self) -> None:
        super()._save_m2m()
        self.instance.offers.set(self.cleaned_data["skus"])
