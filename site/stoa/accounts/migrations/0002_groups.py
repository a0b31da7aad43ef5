"""The groups of U10; what each may do grows with the apps."""

from django.db import migrations

GROUPS = ("Editors", "Moderators", "Instructors", "Shop managers", "Support")


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name in GROUPS:
        Group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("wagtailcore", "0002_initial_data")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
