"""A coupon may be for some categories and some goods only; numbers have an end."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0002_rights"),
        ("orders", "0004_carts_and_orders"),
    ]

    operations = [
        migrations.AddField(
            model_name="coupon",
            name="category_keys",
            field=models.JSONField(blank=True, default=list, verbose_name="categories"),
        ),
        migrations.AddField(
            model_name="coupon",
            name="offers",
            field=models.ManyToManyField(blank=True, related_name="+", to="catalogue.offer", verbose_name="goods"),
        ),
        migrations.AlterField(
            model_name="coupon",
            name="code",
            field=models.CharField(
                max_length=40,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-Za-z0-9][A-Za-z0-9-]{2,39}\\Z", "3 to 40 letters without accents, digits and hyphens."
                    )
                ],
                verbose_name="code",
            ),
        ),
        migrations.AlterField(
            model_name="coupon",
            name="limit_per_customer",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Known by account or e-mail address.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(1000000)],
                verbose_name="uses by one buyer",
            ),
        ),
        migrations.AlterField(
            model_name="coupon",
            name="limit_total",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="By all buyers together; empty for any number.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(1000000)],
                verbose_name="uses",
            ),
        ),
        migrations.AlterField(
            model_name="shippingband",
            name="up_to_weight",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Empty for any weight.",
                null=True,
                validators=[django.core.validators.MaxValueValidator(100000000)],
                verbose_name="up to, in grams",
            ),
        ),
        migrations.AlterField(
            model_name="shippingmethod",
            name="place",
            field=models.PositiveSmallIntegerField(
                default=10,
                help_text="Lower numbers stand first.",
                validators=[django.core.validators.MaxValueValidator(1000)],
                verbose_name="place",
            ),
        ),
    ]
