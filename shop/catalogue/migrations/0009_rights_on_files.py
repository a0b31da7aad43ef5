"""Shop managers look after the files that are sold."""

from django.db import migrations

from stoa.accounts import roles

RIGHTS = [f"catalogue.{action}_offerfile" for action in ("add", "change", "delete", "view")]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0008_files_to_download"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
