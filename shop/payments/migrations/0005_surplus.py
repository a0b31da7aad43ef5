from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_disputes")]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="surplus",
            field=models.DecimalField(
                decimal_places=3, default=Decimal("0"), max_digits=15, verbose_name="more than the order costs"
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="is_surplus",
            field=models.BooleanField(default=False, verbose_name="more than the order costs"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("surplus__gte", 0), ("surplus__lt", models.F("amount"))),
                name="payment_surplus_is_part",
            ),
        ),
    ]
