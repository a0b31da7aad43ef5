"""Who may read a page is for editors to say; moderators publish what others wrote."""

from django.db import migrations

from stoa.accounts import roles


def grant_right(apps, schema_editor):
    roles.grant(apps, roles.EDITORS, ["wagtailcore.change_pageviewrestriction"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_moderators_add_nothing"),
        ("wagtailcore", "0094_alter_page_locale"),
    ]
    operations = [migrations.RunPython(grant_right, migrations.RunPython.noop)]
