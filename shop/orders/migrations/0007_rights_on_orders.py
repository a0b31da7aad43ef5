"""Shop managers look after orders; Support looks at them."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, ["orders.view_order", "orders.change_order"])
    roles.grant(apps, roles.SUPPORT, ["orders.view_order"])


class Migration(migrations.Migration):
    dependencies = [("orders", "0006_amounts"), ("accounts", "0003_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
