"""Shop managers keep the stock, files, translations and, with editors, the categories of products; Support may look.

Moderators decide about reviews, shop managers reply to them: who sells does not choose what is said of it.
"""

from django.db import migrations

from stoa.accounts import roles

ACTIONS = ("add", "change", "delete", "view")
LOOK = ["catalogue.view_offer", "catalogue.view_stockmovement", "catalogue.view_reservation"]
KEEP = ["catalogue.change_offer", "catalogue.add_stockmovement", "catalogue.change_stocksettings"]
FILES = [f"catalogue.{action}_offerfile" for action in ACTIONS]
CATEGORIES = [f"catalogue.{action}_productcategory" for action in ACTIONS]
REPLY = ["catalogue.view_review", "catalogue.reply_review"]
MODERATE = ["catalogue.view_review", "catalogue.moderate_review"]
TRANSLATE = ["wagtail_localize.submit_translation"]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, LOOK + KEEP + FILES + CATEGORIES + REPLY + TRANSLATE)
    roles.grant(apps, roles.SUPPORT, LOOK)
    roles.grant(apps, roles.EDITORS, CATEGORIES)
    roles.grant(apps, roles.MODERATORS, MODERATE)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_squashed"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
