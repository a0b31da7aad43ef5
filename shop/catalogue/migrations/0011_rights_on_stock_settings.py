"""Shop managers say from how many on a stock is low."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, ["catalogue.change_stocksettings"])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0010_low_stock"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
