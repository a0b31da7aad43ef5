"""Wagtail's and wagtail-localize's own migrations know groups of these names and had given them more than we grant."""

from django.db import migrations

from stoa.accounts import roles


def take_rights(apps, schema_editor):
    roles.revoke_on_pages(apps, roles.MODERATORS, ["add"])
    roles.revoke(apps, roles.MODERATORS, ["wagtail_localize.submit_translation"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_profile_facts"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]
    operations = [migrations.RunPython(take_rights, migrations.RunPython.noop)]
