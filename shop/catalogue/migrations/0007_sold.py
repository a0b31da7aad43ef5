"""How many of an offer were sold: what lists call popular."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0006_rights_on_reviews")]
    operations = [
        migrations.AddField(
            model_name="offer",
            name="sold",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="sold"),
        ),
    ]
