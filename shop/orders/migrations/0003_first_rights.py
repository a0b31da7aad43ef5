"""Shop managers keep taxes, shipping and coupons and look after orders; Support looks at orders."""

from django.db import migrations

from stoa.accounts import roles

ACTIONS = ("add", "change", "delete", "view")
MODELS = ("taxrate", "shippingmethod", "coupon")
# Uses of coupons are only looked at.
RIGHTS = [f"orders.{action}_{model}" for model in MODELS for action in ACTIONS] + ["orders.view_redemption"]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, [*RIGHTS, "orders.view_order", "orders.change_order"])
    roles.grant(apps, roles.SUPPORT, ["orders.view_order"])


class Migration(migrations.Migration):
    replaces = [("orders", "0003_shop_managers"), ("orders", "0007_rights_on_orders")]
    dependencies = [("orders", "0002_rates_of_the_eu"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
