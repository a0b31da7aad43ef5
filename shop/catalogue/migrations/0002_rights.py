"""Shop managers keep the stock; Support may look."""

from django.db import migrations

from stoa.accounts import roles

LOOK = ["catalogue.view_offer", "catalogue.view_stockmovement", "catalogue.view_reservation"]
KEEP = ["catalogue.change_offer", "catalogue.add_stockmovement"]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, LOOK + KEEP)
    roles.grant(apps, roles.SUPPORT, LOOK)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_offers_and_stock"), ("accounts", "0003_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
