"""A product whose variants have numbers needs none of its own."""

from django.core.validators import RegexValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0013_stock_alert_attempts")]

    operations = [
        migrations.AlterField(
            model_name="productpage",
            name="opening_stock",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="When it is first published. Empty: no limit. With variants each has its own.",
                null=True,
                verbose_name="opening stock",
            ),
        ),
        migrations.AlterField(
            model_name="productpage",
            name="sku",
            field=models.CharField(
                blank=True,
                help_text="The article number. With variants each has its own, and this one is not needed.",
                max_length=64,
                validators=[
                    RegexValidator("^[A-Za-z0-9][A-Za-z0-9._/-]*$", "Letters from A to Z, digits and . _ / - only.")
                ],
                verbose_name="SKU",
            ),
        ),
    ]
