"""Editors keep categories, authors and series; authors who only write choose among them."""

from django.db import migrations

from stoa.accounts import roles

RIGHTS = [
    f"blog.{action}_{model}"
    for model in ("category", "author", "series")
    for action in ("add", "change", "delete", "view")
]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.EDITORS, RIGHTS)


class Migration(migrations.Migration):
    dependencies = [("blog", "0002_initial"), ("accounts", "0003_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
