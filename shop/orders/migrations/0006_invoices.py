"""Invoices, credit notes and who sells; the database, too, refuses to change an invoice.

Deleting one is refused by the model only: a trigger would stop the flush between tests.
"""

import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.math
from django.db import migrations, models

from stoa.accounts import roles

POSTGRESQL = (
    """CREATE FUNCTION orders_invoice_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'invoices are never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER orders_invoice_is_frozen BEFORE UPDATE ON orders_invoice
       FOR EACH ROW EXECUTE FUNCTION orders_invoice_is_frozen()""",
)
SQLITE = (
    """CREATE TRIGGER orders_invoice_is_frozen BEFORE UPDATE ON orders_invoice
       BEGIN SELECT RAISE(ABORT, 'invoices are never changed'); END""",
)


def freeze(apps, schema_editor):
    """A migration that makes the table anew on SQLite must call this again; a test says so."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION orders_invoice_is_frozen() CASCADE")
    else:
        schema_editor.execute("DROP TRIGGER orders_invoice_is_frozen")


def grant_rights(apps, schema_editor):
    rights = ["orders.view_invoice", "orders.change_sellerdetails"]
    roles.grant(apps, roles.SHOP_MANAGERS, rights)
    roles.grant(apps, roles.SUPPORT, rights[:1])


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0005_mails_that_fail"),
        ("accounts", "0002_first_rights"),
    ]

    operations = [
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
            },
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["-issued_at", "-id"], name="invoice_newest"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(fields=("series", "year", "number"), name="invoice_number_once"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "invoice")), fields=("order",), name="invoice_once_per_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credited", None), ("kind", "invoice")),
                    models.Q(("credited__isnull", False), ("kind", "credit_note")),
                    _connector="OR",
                ),
                name="invoice_credits_when_it_is_a_credit_note",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="invoice_numbers_from_one"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("net__gte", 0),
                    ("tax__gte", 0),
                    (
                        "total",
                        django.db.models.functions.math.Round(
                            django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("tax")),
                            precision=3,
                        ),
                    ),
                ),
                name="invoice_adds_up",
            ),
        ),
        migrations.AddIndex(
            model_name="invoicedrawing",
            index=models.Index(condition=models.Q(("drawn_at", None)), fields=["invoice"], name="invoice_not_drawn"),
        ),
        migrations.RunPython(freeze, thaw),
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
    ]
