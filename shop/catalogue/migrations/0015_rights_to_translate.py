"""Shop managers translate what is in the shop."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, ["wagtail_localize.submit_translation"])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0014_sku_of_variants_suffices"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
