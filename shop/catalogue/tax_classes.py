"""What offers and shipping methods are taxed as; `shop.orders` knows how much that is in each country."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TaxClass(models.TextChoices):
    """What a country does not have is taxed at its standard rate."""

    STANDARD = "standard", _("standard")
    INTERMEDIATE = "intermediate", _("intermediate: the higher of two reduced rates")
    REDUCED = "reduced", _("reduced")
    SUPER_REDUCED = "super-reduced", _("super-reduced: below 5 %")
    ZERO = "zero", _("without tax")
