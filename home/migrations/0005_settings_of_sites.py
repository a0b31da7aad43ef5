"""Settings for the sites that are there; a site made later gets its own (`stoa.core.models.site_settings`)."""

from django.db import migrations


def give_settings(apps, schema_editor):
    Site = apps.get_model("wagtailcore", "Site")
    SiteSettings = apps.get_model("core", "SiteSettings")
    for site in Site.objects.all():
        SiteSettings.objects.get_or_create(site=site)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_capital_labels"),
        ("home", "0004_capital_labels"),
    ]
    operations = [migrations.RunPython(give_settings, migrations.RunPython.noop)]
