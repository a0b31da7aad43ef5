"""A site with its languages and an empty home page instead of Wagtail's welcome page."""

from django.conf import settings
from django.db import migrations


def make_first_home(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    if HomePage.objects.exists():
        return
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    content_type, _made = ContentType.objects.get_or_create(model="homepage", app_label="home")
    home = HomePage.objects.create(
        title="Stoa",
        draft_title="Stoa",
        slug="home",
        content_type=content_type,
        path=root.path + "0001",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locales[settings.LANGUAGE_CODE],
        live=True,
    )
    root.numchild = 1
    root.save()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home, "site_name": "Stoa"}
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_tables"),
    ]
    operations = [migrations.RunPython(make_first_home, migrations.RunPython.noop)]
