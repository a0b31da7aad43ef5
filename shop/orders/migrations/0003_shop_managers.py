"""Shop managers keep taxes, shipping and coupons; uses of coupons are only looked at."""

from django.db import migrations

from stoa.accounts import roles

ACTIONS = ("add", "change", "delete", "view")
MODELS = ("taxrate", "shippingmethod", "coupon")
RIGHTS = [f"orders.{action}_{model}" for model in MODELS for action in ACTIONS]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, [*RIGHTS, "orders.view_redemption"])


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_rates_of_the_eu"), ("accounts", "0003_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
