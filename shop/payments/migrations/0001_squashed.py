"""Payments, refunds, disputes and what providers tell."""

import uuid
from decimal import Decimal

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("payments", "0001_payments"),
        ("payments", "0003_dispute_choices"),
        ("payments", "0004_disputes"),
        ("payments", "0005_surplus"),
        ("payments", "0006_price_reductions"),
        ("payments", "0007_refunds_ordered_again"),
        ("payments", "0008_transfers_sent"),
    ]

    initial = True

    dependencies = [
        ("orders", "0001_squashed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("attempt", models.PositiveSmallIntegerField(verbose_name="attempt")),
                ("provider", models.CharField(max_length=20, verbose_name="way to pay")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "begun"),
                            ("pending", "on its way"),
                            ("settled", "received"),
                            ("failed", "failed"),
                            ("expired", "not paid in time"),
                            ("returning", "is given back"),
                            ("refunded", "given back"),
                            ("held", "held for a person"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="amount")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                (
                    "surplus",
                    models.DecimalField(
                        decimal_places=3, default=Decimal("0"), max_digits=15, verbose_name="more than the order costs"
                    ),
                ),
                (
                    "refunded",
                    models.DecimalField(
                        decimal_places=3, default=Decimal("0"), max_digits=15, verbose_name="given back"
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=255, verbose_name="reference")),
                ("charge", models.CharField(blank=True, max_length=255, verbose_name="charge")),
                ("url", models.TextField(blank=True, verbose_name="page to pay on")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                (
                    "dispute",
                    models.CharField(
                        blank=True,
                        choices=[("open", "open"), ("won", "won"), ("lost", "lost"), ("closed", "closed")],
                        max_length=20,
                        verbose_name="dispute",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="begun")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="to be paid until")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="received on")),
                ("asked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
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
                "verbose_name": "payment",
                "verbose_name_plural": "payments",
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="payment_newest"),
                    models.Index(
                        condition=models.Q(("charge", ""), _negated=True), fields=["charge"], name="payment_of_charge"
                    ),
                    models.Index(fields=["state", "asked_at"], name="payment_to_ask_about"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "settled")), fields=("order",), name="payment_settled_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("order", "provider"), name="payment_open_once"
                    ),
                    models.UniqueConstraint(fields=("order", "attempt"), name="payment_attempt_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=("provider", "reference"),
                        name="payment_reference_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(("refunded__gte", 0), ("refunded__lte", models.F("amount"))),
                        name="payment_no_more_back_than_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("surplus__gte", 0), ("surplus__lt", models.F("amount"))),
                        name="payment_surplus_is_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["open", "pending", "settled", "failed", "expired", "returning", "refunded", "held"],
                            )
                        ),
                        name="payment_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["settled", "returning", "refunded"]), _negated=True),
                            ("settled_at__isnull", False),
                            _connector="OR",
                        ),
                        name="payment_received_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaymentDispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=255, verbose_name="reference")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("won", "won"), ("lost", "lost"), ("closed", "closed")],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("told_at", models.DateTimeField(verbose_name="told")),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="payments.payment",
                        verbose_name="payment",
                    ),
                ),
            ],
            options={
                "verbose_name": "dispute",
                "verbose_name_plural": "disputes",
                "constraints": [
                    models.UniqueConstraint(fields=("payment", "reference"), name="payment_dispute_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "won", "lost", "closed"])),
                        name="payment_dispute_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProviderEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("provider", models.CharField(max_length=20, verbose_name="way to pay")),
                ("event_id", models.CharField(max_length=255, verbose_name="number")),
                ("kind", models.CharField(max_length=100, verbose_name="what")),
                (
                    "body",
                    models.JSONField(
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="what it said",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("handled", "handled"),
                            ("ignored", "nothing to do"),
                            ("held", "held for a person"),
                            ("failed", "failed"),
                        ],
                        default="received",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="error")),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("handled_at", models.DateTimeField(blank=True, null=True, verbose_name="handled")),
                (
                    "payment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="payments.payment",
                        verbose_name="payment",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a provider",
                "verbose_name_plural": "events of providers",
                "indexes": [
                    models.Index(fields=["-received_at", "-id"], name="provider_event_newest"),
                    models.Index(
                        condition=models.Q(("state__in", ["received", "failed"])),
                        fields=["received_at"],
                        name="provider_event_to_do",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "event_id"), name="provider_event_once"),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["received", "handled", "ignored", "held", "failed"])),
                        name="provider_event_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "on its way"), ("done", "given back"), ("failed", "failed")],
                        default="waiting",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="amount")),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                (
                    "shipping",
                    models.DecimalField(
                        decimal_places=3, default=Decimal("0"), max_digits=15, verbose_name="of which shipping"
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("gives_stock_back", models.BooleanField(default=False, verbose_name="goods go back into stock")),
                ("is_return", models.BooleanField(default=False, verbose_name="payment that could not be used")),
                ("is_surplus", models.BooleanField(default=False, verbose_name="more than the order costs")),
                ("is_put_aside", models.BooleanField(default=False, verbose_name="put aside")),
                ("reference", models.CharField(blank=True, max_length=255, verbose_name="reference")),
                ("error", models.CharField(blank=True, max_length=500, verbose_name="what the provider said")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="tries")),
                ("created_at", models.DateTimeField(verbose_name="ordered")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="given back on")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="transfer sent on")),
                (
                    "payment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refunds",
                        to="payments.payment",
                        verbose_name="payment",
                    ),
                ),
                (
                    "retry_of",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retry",
                        to="payments.refund",
                        verbose_name="in place of",
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
                "verbose_name": "refund",
                "verbose_name_plural": "refunds",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")), fields=["created_at"], name="refund_waiting"
                    ),
                    models.Index(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=["reference"],
                        name="refund_of_reference",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="refund_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(("shipping__gte", 0), ("shipping__lte", models.F("amount"))),
                        name="refund_shipping_is_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "done", "failed"])), name="refund_state_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="refund_done_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefundLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveSmallIntegerField(verbose_name="quantity")),
                ("amount", models.DecimalField(decimal_places=3, max_digits=15, verbose_name="amount")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund_lines",
                        to="orders.orderline",
                        verbose_name="line of the order",
                    ),
                ),
                (
                    "refund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="payments.refund",
                        verbose_name="refund",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a refund",
                "verbose_name_plural": "lines of refunds",
                "constraints": [
                    models.UniqueConstraint(fields=("refund", "line"), name="refund_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gte", 0), ("quantity__gte", 1)),
                            models.Q(("amount__gt", 0), ("quantity", 0)),
                            _connector="OR",
                        ),
                        name="refund_line_of_something",
                    ),
                ],
            },
        ),
    ]
