"""Downloads that were paid before there were rights to them get theirs."""

from datetime import timedelta

from django.conf import settings
from django.db import migrations
from django.utils import timezone


def give_rights(apps, schema_editor):
    """As `shop.orders.downloads.rights.give` does."""
    now = timezone.now()
    until = now + timedelta(days=settings.SHOP_DOWNLOAD_DAYS)
    right = apps.get_model("orders", "DownloadRight")
    paid = apps.get_model("orders", "OrderLine").objects.filter(
        kind="download", order__state__in=("paid", "partly_shipped", "shipped", "completed")
    )
    right.objects.bulk_create(
        (right(line_id=line_id, until=until, counted_from=now) for line_id in paid.values_list("pk", flat=True)),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("orders", "0007_downloads")]
    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop)]
