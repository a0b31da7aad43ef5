"""Tax rates, shipping methods, coupons and their uses."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import shop.orders.models.shipping


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Coupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Za-z0-9-]{3,40}\\Z", "3 to 40 letters without accents, digits and hyphens."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, help_text="For the shop only.", max_length=200, verbose_name="note"),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "kind",
                    models.CharField(
                        choices=[("percent", "per cent"), ("amount", "amount")],
                        default="percent",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(
                        decimal_places=3,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="value",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default=shop.orders.models.shipping.shop_currency,
                        editable=False,
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                ("free_shipping", models.BooleanField(default=False, verbose_name="free shipping")),
                (
                    "minimum",
                    models.DecimalField(
                        decimal_places=3,
                        default=Decimal("0"),
                        help_text="What all goods in the cart must come to, before the discount.",
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="minimum",
                    ),
                ),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "limit_total",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="By all buyers together; empty for any number.",
                        null=True,
                        verbose_name="uses",
                    ),
                ),
                (
                    "limit_per_customer",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Known by account or e-mail address.",
                        null=True,
                        verbose_name="uses by one buyer",
                    ),
                ),
                ("used", models.PositiveIntegerField(default=0, editable=False, verbose_name="used")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made"),
                ),
            ],
            options={
                "verbose_name": "coupon",
                "verbose_name_plural": "coupons",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Upper("code"),
                        name="coupon_code_once",
                        violation_error_message="There is a coupon with this code.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__gte", 0),
                            models.Q(
                                models.Q(("kind", "percent"), _negated=True), ("value__lte", 100), _connector="OR"
                            ),
                        ),
                        name="coupon_value_is_possible",
                    ),
                    models.CheckConstraint(condition=models.Q(("minimum__gte", 0)), name="coupon_minimum_not_negative"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit_total", None), ("used__lte", models.F("limit_total")), _connector="OR"
                        ),
                        name="coupon_used_within_limit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at", None),
                            ("ends_at", None),
                            ("starts_at__lt", models.F("ends_at")),
                            _connector="OR",
                        ),
                        name="coupon_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShippingMethod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="How long it takes, or where and when to pick up.",
                        max_length=200,
                        verbose_name="note",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        default=10, help_text="Lower numbers stand first.", verbose_name="place"
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("listed", "the countries below"),
                            ("rest", "every country that no other method lists"),
                            ("everywhere", "every country"),
                        ],
                        default="listed",
                        max_length=10,
                        verbose_name="goes to",
                    ),
                ),
                (
                    "countries",
                    django_countries.fields.CountryField(
                        blank=True, max_length=746, multiple=True, verbose_name="countries"
                    ),
                ),
                (
                    "is_pick_up",
                    models.BooleanField(
                        default=False, help_text="The buyer fetches it: no address is needed.", verbose_name="pick-up"
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        default=shop.orders.models.shipping.shop_currency,
                        editable=False,
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
                (
                    "free_from",
                    models.DecimalField(
                        blank=True,
                        decimal_places=3,
                        help_text="Of goods after the discount; empty if it is never free.",
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="free from",
                    ),
                ),
                (
                    "tax_class",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("intermediate", "intermediate: the higher of two reduced rates"),
                            ("reduced", "reduced"),
                            ("super-reduced", "super-reduced: below 5 %"),
                            ("zero", "without tax"),
                        ],
                        default="standard",
                        max_length=20,
                        verbose_name="tax class",
                    ),
                ),
            ],
            options={
                "verbose_name": "shipping method",
                "verbose_name_plural": "shipping methods",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("free_from", None), ("free_from__gte", 0), _connector="OR"),
                        name="shipping_free_from_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "region",
                    models.CharField(
                        blank=True,
                        help_text="What follows the hyphen in ISO 3166-2, such as TF for Tenerife; empty for the whole country.",
                        max_length=3,
                        validators=[django.core.validators.RegexValidator("^[A-Z0-9]{1,3}\\Z")],
                        verbose_name="region",
                    ),
                ),
                (
                    "tax_class",
                    models.CharField(
                        choices=[
                            ("standard", "standard"),
                            ("intermediate", "intermediate: the higher of two reduced rates"),
                            ("reduced", "reduced"),
                            ("super-reduced", "super-reduced: below 5 %"),
                            ("zero", "without tax"),
                        ],
                        default="standard",
                        max_length=20,
                        verbose_name="class",
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(
                        decimal_places=3,
                        max_digits=6,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="per cent",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="The last day; empty while it holds.", null=True, verbose_name="to"
                    ),
                ),
            ],
            options={
                "verbose_name": "tax rate",
                "verbose_name_plural": "tax rates",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("country", "region", "tax_class", "valid_from"), name="tax_rate_once_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 0), ("percent__lte", 100)), name="tax_rate_is_a_percentage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="tax_rate_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redemption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_key", models.CharField(max_length=36, verbose_name="order")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("discount", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="discount")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("redeemed_at", models.DateTimeField(verbose_name="used")),
                ("given_back_at", models.DateTimeField(blank=True, null=True, verbose_name="given back")),
                (
                    "coupon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redemptions",
                        to="orders.coupon",
                        verbose_name="coupon",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a coupon",
                "verbose_name_plural": "uses of coupons",
                "indexes": [
                    models.Index(fields=["coupon", "email"], name="redemption_by_email"),
                    models.Index(fields=["coupon", "user"], name="redemption_by_user"),
                    models.Index(fields=["-redeemed_at", "-id"], name="redemption_newest"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("given_back_at", None)),
                        fields=("order_key",),
                        name="redemption_once_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discount__gte", 0)), name="redemption_discount_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShippingBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "up_to_weight",
                    models.PositiveIntegerField(
                        blank=True, help_text="Empty for any weight.", null=True, verbose_name="up to, in grams"
                    ),
                ),
                (
                    "from_amount",
                    models.DecimalField(
                        decimal_places=3,
                        default=Decimal("0"),
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="for goods from",
                    ),
                ),
                (
                    "price",
                    models.DecimalField(
                        decimal_places=3,
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="price",
                    ),
                ),
                (
                    "method",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bands",
                        to="orders.shippingmethod",
                        verbose_name="method",
                    ),
                ),
            ],
            options={
                "verbose_name": "band",
                "verbose_name_plural": "bands",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_amount__gte", 0), ("price__gte", 0)),
                        name="shipping_band_not_negative",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShippingText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=shop.orders.models.shipping.languages, max_length=10, verbose_name="language"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "method",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="orders.shippingmethod",
                        verbose_name="method",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a shipping method",
                "verbose_name_plural": "texts of shipping methods",
                "constraints": [models.UniqueConstraint(fields=("method", "language"), name="shipping_text_once")],
            },
        ),
    ]
