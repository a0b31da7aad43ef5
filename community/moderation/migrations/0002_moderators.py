"""Moderators decide about what members report."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.MODERATORS, ["moderation.moderate_case"])


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_tables"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
