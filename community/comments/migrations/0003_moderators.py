"""Moderators and editors moderate comments."""

from django.db import migrations

from stoa.accounts import roles

RIGHTS = ["comments.view_comment", "comments.moderate_comment"]


def grant_rights(apps, schema_editor):
    for name in (roles.MODERATORS, roles.EDITORS):
        roles.grant(apps, name, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("comments", "0002_moderation_right"), ("accounts", "0003_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
