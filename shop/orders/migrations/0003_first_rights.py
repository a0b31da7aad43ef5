"""Shop managers keep taxes, shipping, coupons and who sells and look after orders; Support looks at orders and invoices."""

from django.db import migrations

from stoa.accounts import roles

ACTIONS = ("add", "change", "delete", "view")
MODELS = ("taxrate", "shippingmethod", "coupon")
# Uses of coupons are only looked at.
KEEP = [f"orders.{action}_{model}" for model in MODELS for action in ACTIONS] + ["orders.view_redemption"]
LOOK_AFTER = ["orders.view_order", "orders.change_order", "orders.view_invoice", "orders.change_sellerdetails"]


def grant_rights(apps, schema_editor):
    roles.grant(apps, roles.SHOP_MANAGERS, KEEP + LOOK_AFTER)
    roles.grant(apps, roles.SUPPORT, ["orders.view_order", "orders.view_invoice"])


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_rates_of_the_eu"), ("accounts", "0002_first_rights")]
    operations = [migrations.RunPython(grant_rights, migrations.RunPython.noop)]
