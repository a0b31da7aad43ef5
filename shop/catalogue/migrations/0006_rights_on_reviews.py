"""Moderators decide about reviews, shop managers reply to them: who sells does not choose what is said of it."""

from django.db import migrations

from stoa.accounts import roles


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.MODERATORS, ["catalogue.view_review", "catalogue.moderate_review"])
    roles.grant(apps, roles.SHOP_MANAGERS, ["catalogue.view_review", "catalogue.reply_review"])


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_reviews"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
