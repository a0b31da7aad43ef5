"""Carts, orders, taxes, shipping, coupons, invoices and downloads."""

import uuid
from decimal import Decimal

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
import django.db.models.functions.text
import django.utils.timezone
import django_countries.fields
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import shop.orders.models.shipping


class Migration(migrations.Migration):
    replaces = [
        ("orders", "0001_tables"),
        ("orders", "0004_sums_in_whole_units"),
        ("orders", "0005_mails_that_fail"),
        ("orders", "0006_invoices"),
        ("orders", "0007_downloads"),
        ("orders", "0008_rights_of_the_paid"),
        ("orders", "0010_rates_of_three_decimals"),
        ("orders", "0011_mails_to_staff"),
    ]

    initial = True

    dependencies = [
        ("catalogue", "0001_squashed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="last number")),
            ],
            options={
                "verbose_name": "series of numbers",
                "verbose_name_plural": "series of numbers",
            },
        ),
        migrations.CreateModel(
            name="SellerDetails",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("company", models.CharField(blank=True, max_length=200, verbose_name="company")),
                (
                    "address",
                    models.TextField(
                        blank=True,
                        help_text="As an envelope has it, with the country.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                ("vat_number", models.CharField(blank=True, max_length=30, verbose_name="VAT number")),
                (
                    "register_entry",
                    models.CharField(
                        blank=True,
                        help_text="Number and court, where the law asks.",
                        max_length=200,
                        verbose_name="entry in the register",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "bank",
                    models.TextField(
                        blank=True, help_text="Bank, IBAN and BIC.", max_length=300, verbose_name="bank account"
                    ),
                ),
                (
                    "footer",
                    models.TextField(
                        blank=True, help_text="Stands below every invoice.", max_length=500, verbose_name="footer"
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        blank=True,
                        choices=[("", "as in the buyer's country"), ("A4", "A4"), ("Letter", "Letter")],
                        default="",
                        max_length=10,
                        verbose_name="paper",
                    ),
                ),
            ],
            options={
                "verbose_name": "seller on invoices",
            },
        ),
        migrations.CreateModel(
            name="Cart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("coupon_code", models.CharField(blank=True, max_length=40, verbose_name="coupon")),
                ("checkout_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "checkout",
                    models.JSONField(
                        blank=True, default=dict, editable=False, encoder=django.core.serializers.json.DjangoJSONEncoder
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="made")),
                ("changed_at", models.DateTimeField(db_index=True, verbose_name="changed")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cart",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
            ],
            options={
                "verbose_name": "cart",
                "verbose_name_plural": "carts",
            },
        ),
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
                                "^[A-Za-z0-9][A-Za-z0-9-]{2,39}\\Z",
                                "3 to 40 letters without accents, digits and hyphens.",
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
                ("value", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="value")),
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
                        verbose_name="minimum",
                    ),
                ),
                ("category_keys", models.JSONField(blank=True, default=list, verbose_name="categories")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.DateTimeField(blank=True, null=True, verbose_name="to")),
                (
                    "limit_total",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="By all buyers together; empty for any number.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="uses",
                    ),
                ),
                (
                    "limit_per_customer",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Known by account or e-mail address.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="uses by one buyer",
                    ),
                ),
                ("used", models.PositiveIntegerField(default=0, editable=False, verbose_name="used")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="made"),
                ),
                (
                    "offers",
                    models.ManyToManyField(blank=True, related_name="+", to="catalogue.offer", verbose_name="goods"),
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
                        default=10,
                        help_text="Lower numbers stand first.",
                        validators=[django.core.validators.MaxValueValidator(1000)],
                        verbose_name="place",
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
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("cart_key", models.UUIDField(editable=False, null=True)),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting for payment"),
                            ("paid", "paid"),
                            ("partly_shipped", "partly shipped"),
                            ("shipped", "shipped"),
                            ("completed", "completed"),
                            ("cancelled", "cancelled"),
                            ("refunded", "refunded"),
                            ("expired", "expired"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="note of the buyer")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("prices_include_tax", models.BooleanField(verbose_name="prices include tax")),
                ("subtotal", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="subtotal")),
                ("discount", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="discount")),
                ("shipping", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="shipping")),
                (
                    "shipping_percent",
                    models.DecimalField(decimal_places=3, default=0, max_digits=6, verbose_name="tax rate of shipping"),
                ),
                ("shipping_tax", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="tax of shipping")),
                ("tax", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="tax")),
                ("total", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="total")),
                ("tax_country", models.CharField(blank=True, max_length=2, verbose_name="country of the tax")),
                ("coupon_code", models.CharField(blank=True, max_length=40, verbose_name="coupon code")),
                ("shipping_name", models.CharField(blank=True, max_length=200, verbose_name="shipping")),
                ("is_pick_up", models.BooleanField(default=False, verbose_name="picked up")),
                ("placed_at", models.DateTimeField(db_index=True, verbose_name="placed")),
                ("expires_at", models.DateTimeField(verbose_name="held until")),
                ("paid_at", models.DateTimeField(blank=True, null=True, verbose_name="paid on")),
                (
                    "coupon",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
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
                        related_name="orders",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="member",
                    ),
                ),
                (
                    "shipping_method",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="orders.shippingmethod",
                        verbose_name="shipping method",
                    ),
                ),
            ],
            options={
                "verbose_name": "order",
                "verbose_name_plural": "orders",
                "indexes": [
                    models.Index(fields=["state", "-placed_at"], name="order_by_state"),
                    models.Index(fields=["user", "-placed_at"], name="order_of_member"),
                    models.Index(fields=["email"], name="order_by_email"),
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["expires_at"], name="order_waiting_until"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("prices_include_tax", True),
                                (
                                    "total",
                                    django.db.models.functions.math.Round(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("subtotal"), "-", models.F("discount")
                                            ),
                                            "+",
                                            models.F("shipping"),
                                        ),
                                        3,
                                    ),
                                ),
                            ),
                            models.Q(
                                ("prices_include_tax", False),
                                (
                                    "total",
                                    django.db.models.functions.math.Round(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("subtotal"), "-", models.F("discount")
                                                ),
                                                "+",
                                                models.F("shipping"),
                                            ),
                                            "+",
                                            models.F("tax"),
                                        ),
                                        3,
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="order_total_is_its_parts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("discount__gte", 0),
                            ("shipping__gte", 0),
                            ("subtotal__gte", 0),
                            ("tax__gte", 0),
                            ("total__gte", 0),
                            ("discount__lte", models.F("subtotal")),
                        ),
                        name="order_amounts_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "paid",
                                    "partly_shipped",
                                    "shipped",
                                    "completed",
                                    "cancelled",
                                    "refunded",
                                    "expired",
                                ],
                            )
                        ),
                        name="order_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("paid", "partly_shipped", "shipped", "completed")), _negated=True),
                            ("paid_at__isnull", False),
                            _connector="OR",
                        ),
                        name="order_settled_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("invoice", "invoice"), ("credit_note", "credit note")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("series", models.CharField(max_length=10, verbose_name="series")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                ("reference", models.CharField(max_length=30, unique=True, verbose_name="number")),
                ("about", models.CharField(max_length=80, unique=True)),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("language", models.CharField(max_length=12, verbose_name="language")),
                ("net", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="net")),
                ("tax", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="tax")),
                ("total", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="total")),
                (
                    "buyer",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="buyer"),
                ),
                (
                    "data",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="content"),
                ),
                (
                    "credited",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credit_notes",
                        to="orders.invoice",
                        verbose_name="credited invoice",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "invoice",
                "verbose_name_plural": "invoices",
                "indexes": [models.Index(fields=["-issued_at", "-id"], name="invoice_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("series", "year", "number"), name="invoice_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "invoice")), fields=("order",), name="invoice_once_per_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("credited", None), ("kind", "invoice")),
                            models.Q(("credited__isnull", False), ("kind", "credit_note")),
                            _connector="OR",
                        ),
                        name="invoice_credits_when_it_is_a_credit_note",
                    ),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="invoice_numbers_from_one"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("net__gte", 0),
                            ("tax__gte", 0),
                            (
                                "total",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net"), "+", models.F("tax")
                                    ),
                                    precision=3,
                                ),
                            ),
                        ),
                        name="invoice_adds_up",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceDrawing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("drawn_at", models.DateTimeField(blank=True, null=True, verbose_name="drawn")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="failures")),
                ("problem", models.CharField(blank=True, max_length=200, verbose_name="problem")),
                (
                    "invoice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drawing",
                        to="orders.invoice",
                        verbose_name="invoice",
                    ),
                ),
            ],
            options={
                "verbose_name": "drawing of an invoice",
                "verbose_name_plural": "drawings of invoices",
                "indexes": [
                    models.Index(condition=models.Q(("drawn_at", None)), fields=["invoice"], name="invoice_not_drawn")
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("shipping", "delivery"), ("billing", "invoice")], max_length=10, verbose_name="kind"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200, verbose_name="name")),
                ("company", models.CharField(blank=True, max_length=200, verbose_name="company")),
                ("vat_number", models.CharField(blank=True, max_length=20, verbose_name="VAT number")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street and number")),
                ("street_more", models.CharField(blank=True, max_length=200, verbose_name="flat, floor, …")),
                ("postcode", models.CharField(blank=True, max_length=20, verbose_name="postcode")),
                ("city", models.CharField(blank=True, max_length=200, verbose_name="town")),
                ("region", models.CharField(blank=True, max_length=100, verbose_name="region")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("phone", models.CharField(blank=True, max_length=30, verbose_name="phone")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "address of an order",
                "verbose_name_plural": "addresses of orders",
                "constraints": [models.UniqueConstraint(fields=("order", "kind"), name="order_address_once")],
            },
        ),
        migrations.CreateModel(
            name="OrderEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="what")),
                (
                    "state_before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waiting", "waiting for payment"),
                            ("paid", "paid"),
                            ("partly_shipped", "partly shipped"),
                            ("shipped", "shipped"),
                            ("completed", "completed"),
                            ("cancelled", "cancelled"),
                            ("refunded", "refunded"),
                            ("expired", "expired"),
                        ],
                        max_length=20,
                        verbose_name="before",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("waiting", "waiting for payment"),
                            ("paid", "paid"),
                            ("partly_shipped", "partly shipped"),
                            ("shipped", "shipped"),
                            ("completed", "completed"),
                            ("cancelled", "cancelled"),
                            ("refunded", "refunded"),
                            ("expired", "expired"),
                        ],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="facts",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="at")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="orders.order",
                        verbose_name="order",
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
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of an order",
                "verbose_name_plural": "events of orders",
                "indexes": [models.Index(fields=["order", "created_at", "id"], name="order_event_in_order")],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("translation_key", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=255, verbose_name="name")),
                ("label", models.CharField(blank=True, max_length=255, verbose_name="variant")),
                ("sku", models.CharField(max_length=64, verbose_name="SKU")),
                ("quantity", models.PositiveSmallIntegerField(verbose_name="quantity")),
                ("ships", models.BooleanField(verbose_name="is shipped")),
                ("weight", models.PositiveIntegerField(default=0, verbose_name="weight in grams")),
                ("shipped", models.PositiveSmallIntegerField(default=0, verbose_name="shipped")),
                ("refunded", models.PositiveSmallIntegerField(default=0, verbose_name="refunded")),
                ("listed", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="listed price")),
                ("unit", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="unit price")),
                ("price", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="price")),
                ("discount", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="discount")),
                ("tax_class", models.SlugField(verbose_name="tax class")),
                ("percent", models.DecimalField(decimal_places=3, max_digits=6, verbose_name="tax rate")),
                ("net", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="net")),
                ("tax", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="tax")),
                ("total", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="total")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_lines",
                        to="catalogue.offer",
                        verbose_name="offer",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an order",
                "verbose_name_plural": "lines of orders",
                "constraints": [
                    models.UniqueConstraint(fields=("order", "position"), name="order_line_position_once"),
                    models.UniqueConstraint(fields=("order", "offer"), name="order_line_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="order_line_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("refunded__lte", models.F("quantity")), ("shipped__lte", models.F("quantity"))
                        ),
                        name="order_line_no_more_than_bought",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "price",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("unit"), "*", models.F("quantity")
                                    ),
                                    3,
                                ),
                            ),
                            (
                                "total",
                                django.db.models.functions.math.Round(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("net"), "+", models.F("tax")
                                    ),
                                    3,
                                ),
                            ),
                        ),
                        name="order_line_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("discount__gte", 0), ("discount__lte", models.F("price"))),
                        name="order_line_discount_in_range",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DownloadRight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateTimeField(verbose_name="until")),
                ("counted_from", models.DateTimeField(verbose_name="counted from")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="download_right",
                        to="orders.orderline",
                        verbose_name="line",
                    ),
                ),
            ],
            options={
                "verbose_name": "right to download",
                "verbose_name_plural": "rights to download",
            },
        ),
        migrations.CreateModel(
            name="Download",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("taken_at", models.DateTimeField(verbose_name="taken")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="downloads",
                        to="catalogue.offerfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "right",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="downloads",
                        to="orders.downloadright",
                        verbose_name="right to download",
                    ),
                ),
            ],
            options={
                "verbose_name": "download",
                "verbose_name_plural": "downloads",
                "indexes": [models.Index(fields=["right", "file", "taken_at"], name="download_counted")],
            },
        ),
        migrations.CreateModel(
            name="OrderMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="mail")),
                ("about", models.CharField(blank=True, max_length=40, verbose_name="about")),
                ("created_at", models.DateTimeField(verbose_name="owed since")),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="due")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("given_up_at", models.DateTimeField(blank=True, null=True, verbose_name="given up")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recipient",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail of an order",
                "verbose_name_plural": "mails of orders",
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None), ("sent_at", None)),
                        fields=["due_at"],
                        name="order_mail_due",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("order", "name", "about"), name="order_mail_once")],
            },
        ),
        migrations.CreateModel(
            name="Shipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("carrier", models.CharField(blank=True, max_length=100, verbose_name="carrier")),
                ("tracking_number", models.CharField(blank=True, max_length=100, verbose_name="tracking number")),
                ("tracking_url", models.URLField(blank=True, max_length=500, verbose_name="tracking link")),
                ("shipped_at", models.DateTimeField(verbose_name="shipped")),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipments",
                        to="orders.order",
                        verbose_name="order",
                    ),
                ),
            ],
            options={
                "verbose_name": "shipment",
                "verbose_name_plural": "shipments",
            },
        ),
        migrations.CreateModel(
            name="ShipmentLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveSmallIntegerField(verbose_name="quantity")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shipped_in",
                        to="orders.orderline",
                        verbose_name="line",
                    ),
                ),
                (
                    "shipment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="orders.shipment",
                        verbose_name="shipment",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a shipment",
                "verbose_name_plural": "lines of shipments",
                "constraints": [
                    models.UniqueConstraint(fields=("shipment", "line"), name="shipment_line_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="shipment_line_of_something"),
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
                        blank=True,
                        help_text="Empty for any weight.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100000000)],
                        verbose_name="up to, in grams",
                    ),
                ),
                (
                    "from_amount",
                    models.DecimalField(
                        decimal_places=3, default=Decimal("0"), max_digits=15, verbose_name="for goods from"
                    ),
                ),
                ("price", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="price")),
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
            name="CartLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveSmallIntegerField(verbose_name="quantity")),
                ("price_seen", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="price seen")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "cart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="orders.cart",
                        verbose_name="cart",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cart_lines",
                        to="catalogue.offer",
                        verbose_name="offer",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a cart",
                "verbose_name_plural": "lines of carts",
                "constraints": [
                    models.UniqueConstraint(fields=("cart", "offer"), name="cart_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1), ("quantity__lte", 999)),
                        name="cart_line_quantity_in_range",
                    ),
                ],
            },
        ),
    ]
