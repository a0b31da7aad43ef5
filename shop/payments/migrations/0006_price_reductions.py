from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_surplus")]

    operations = [
        migrations.RemoveConstraint(model_name="refundline", name="refund_line_of_something"),
        migrations.AddConstraint(
            model_name="refundline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("amount__gte", 0), ("quantity__gte", 1)),
                    models.Q(("amount__gt", 0), ("quantity", 0)),
                    _connector="OR",
                ),
                name="refund_line_of_something",
            ),
        ),
    ]
