"""Settings for the sites that are there, and who reads what people send with a form.

A site made later gets its own settings (`stoa.core.models.site_settings`).
"""

from django.db import migrations

from stoa.accounts import roles


def give_settings(apps, schema_editor):
    Site = apps.get_model("wagtailcore", "Site")
    SiteSettings = apps.get_model("core", "SiteSettings")
    for site in Site.objects.all():
        SiteSettings.objects.get_or_create(site=site)


def grant_rights(apps, schema_editor):
    """What people send is for editors, not for everybody who may change a page."""
    roles.grant(apps, roles.EDITORS, ["home.read_formpage"])


class Migration(migrations.Migration):
    replaces = [("home", "0005_settings_of_sites"), ("home", "0007_readers_of_answers")]
    dependencies = [("core", "0001_tables"), ("home", "0002_first_home"), ("accounts", "0002_first_rights")]
    operations = [
        migrations.RunPython(give_settings, migrations.RunPython.noop),
        migrations.RunPython(grant_rights, migrations.RunPython.noop),
    ]
