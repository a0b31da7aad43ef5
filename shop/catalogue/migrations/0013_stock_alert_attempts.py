"""How often the mail of a stock alert was tried."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0012_stock_alerts")]

    operations = [
        migrations.AddField(
            model_name="stockalert",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
    ]
