"""Shop managers keep the stock, and with editors the categories of products; Support may look."""

from django.db import migrations

from stoa.accounts import roles

LOOK = ["catalogue.view_offer", "catalogue.view_stockmovement", "catalogue.view_reservation"]
KEEP = ["catalogue.change_offer", "catalogue.add_stockmovement"]
CATEGORIES = [f"catalogue.{action}_productcategory" for action in ("add", "change", "delete", "view")]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, LOOK + KEEP + CATEGORIES)
    roles.grant(apps, roles.SUPPORT, LOOK)
    roles.grant(apps, roles.EDITORS, CATEGORIES)


class Migration(migrations.Migration):
    replaces = [("catalogue", "0002_rights"), ("catalogue", "0004_rights_on_categories")]
    dependencies = [("catalogue", "0001_tables"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
