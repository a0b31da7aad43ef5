from django.db import migrations, models


def note_old_ones(apps, schema_editor):
    """What was given back before anybody was asked was sent."""
    refunds = apps.get_model("payments", "Refund").objects
    refunds.filter(state="done", payment__provider="invoice").update(sent_at=models.F("done_at"))


class Migration(migrations.Migration):
    dependencies = [("payments", "0007_refunds_ordered_again")]

    operations = [
        migrations.AddField(
            model_name="refund",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="transfer sent on"),
        ),
        migrations.RunPython(note_old_ones, migrations.RunPython.noop, elidable=True),
    ]
