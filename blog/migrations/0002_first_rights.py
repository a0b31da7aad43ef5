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
    replaces = [("blog", "0003_editors_rights")]
    dependencies = [("blog", "0001_tables"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
