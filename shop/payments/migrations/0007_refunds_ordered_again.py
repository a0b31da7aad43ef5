import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_price_reductions")]

    operations = [
        migrations.AddField(
            model_name="refund",
            name="retry_of",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="retry",
                to="payments.refund",
                verbose_name="in place of",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="is_put_aside",
            field=models.BooleanField(default=False, verbose_name="put aside"),
        ),
    ]
