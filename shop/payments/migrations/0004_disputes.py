"""Each dispute of a payment is a row; those that were told before are read from the events that told them."""

import django.db.models.deletion
from django.db import migrations, models


def read_events(apps, schema_editor):
    """In the order in which they came; what is over stays over."""
    Event = apps.get_model("payments", "ProviderEvent")
    Row = apps.get_model("payments", "PaymentDispute")
    told = Event.objects.filter(kind__startswith="charge.dispute.", state="handled").exclude(payment=None)
    for event in told.order_by("received_at", "pk").iterator():
        facts = event.body.get("object", {})
        reference, status = str(facts.get("id", ""))[:255], facts.get("status")
        state = "open" if event.kind != "charge.dispute.closed" else status if status in ("won", "lost") else "closed"
        found = {"state": state, "told_at": event.received_at}
        row, is_new = Row.objects.get_or_create(payment=event.payment, reference=reference, defaults=found)
        if not is_new and state != "open":
            Row.objects.filter(pk=row.pk).update(**found)


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_dispute_choices")]

    operations = [
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
        migrations.RunPython(read_events, migrations.RunPython.noop),
    ]
