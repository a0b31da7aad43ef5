"""What people send with a form is for editors, not for everybody who may change a page."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.EDITORS, ["home.read_formpage"])


class Migration(migrations.Migration):
    dependencies = [("home", "0006_most_seen"), ("accounts", "0003_rights")]
    operations = [
        migrations.AlterModelOptions(
            name="formpage",
            options={
                "permissions": [("read_formpage", "Can read what people send")],
                "verbose_name": "form page",
                "verbose_name_plural": "form pages",
            },
        ),
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
    ]
