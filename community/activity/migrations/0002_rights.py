"""Moderators and editors see the list of actions; moderators delete from it."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.MODERATORS, ["activity.view_action", "activity.delete_action"])
    roles.grant(apps, roles.EDITORS, ["activity.view_action"])


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
