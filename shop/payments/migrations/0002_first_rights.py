"""Shop managers look after payments and give money back; Support looks at payments."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    rights = ["view_payment", "view_refund", "add_refund", "view_providerevent", "change_providerevent"]
    roles.grant(apps, roles.SHOP_MANAGERS, [f"payments.{right}" for right in rights])
    roles.grant(apps, roles.SUPPORT, ["payments.view_payment", "payments.view_refund"])


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_squashed"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
