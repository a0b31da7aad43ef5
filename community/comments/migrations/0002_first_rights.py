"""Moderators and editors moderate comments."""

from django.db import migrations

from stoa.accounts import roles

RIGHTS = ["comments.view_comment", "comments.moderate_comment"]


def grant_rights(apps, schema_editor):
    for name in (roles.MODERATORS, roles.EDITORS):
        roles.grant(apps, name, RIGHTS)


class Migration(migrations.Migration):
    # The last moved refusals of members to their choices of mails: a new site has none.
    replaces = [("comments", "0003_moderators"), ("comments", "0004_refusals_of_members")]
    dependencies = [("comments", "0001_tables"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
