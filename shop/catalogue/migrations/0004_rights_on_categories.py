"""Editors and shop managers keep the categories of products."""

from django.db import migrations

from stoa.accounts import roles

RIGHTS = [f"catalogue.{action}_productcategory" for action in ("add", "change", "delete", "view")]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.EDITORS, RIGHTS)
    roles.grant(apps, roles.SHOP_MANAGERS, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0003_products"), ("accounts", "0003_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
