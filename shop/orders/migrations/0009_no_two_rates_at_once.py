"""No two rates of the same place and class hold on one day: the database sees to it, as two people may save at once.

PostgreSQL has an exclusion constraint, for which the extension btree_gist compares texts; SQLite has triggers.
"""

from datetime import timedelta
from itertools import pairwise

from django.db import migrations

NAME = "tax_rate_once_at_a_time"
EXCLUSION = f"""
ALTER TABLE orders_taxrate ADD CONSTRAINT {NAME} EXCLUDE USING gist (
    country WITH =, region WITH =, tax_class WITH =, daterange(valid_from, valid_to, '[]') WITH &&
)
"""
TRIGGER = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON orders_taxrate WHEN EXISTS (
    SELECT 1 FROM orders_taxrate other
    WHERE other.id IS NOT NEW.id AND other.country = NEW.country AND other.region = NEW.region
    AND other.tax_class = NEW.tax_class
    AND (NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
    AND (other.valid_to IS NULL OR other.valid_to >= NEW.valid_from)
)
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""


def end_in_time(apps, schema_editor):
    """Of two that slipped through the later one held: let the earlier one end the day before."""
    key = ("country", "region", "tax_class")
    rates = apps.get_model("orders", "TaxRate").objects.order_by(*key, "valid_from")
    for rate, later in pairwise(rates):
        is_same = all(getattr(rate, name) == getattr(later, name) for name in key)
        if is_same and (rate.valid_to is None or rate.valid_to >= later.valid_from):
            rate.valid_to = later.valid_from - timedelta(days=1)
            rate.save(update_fields=["valid_to"])


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        schema_editor.execute(EXCLUSION)
        return
    for event in ("INSERT", "UPDATE"):
        schema_editor.execute(TRIGGER.format(name=NAME, event=event))


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE orders_taxrate DROP CONSTRAINT {NAME}")
        return
    for event in ("INSERT", "UPDATE"):
        schema_editor.execute(f"DROP TRIGGER {NAME}_{event}")


class Migration(migrations.Migration):
    dependencies = [("orders", "0008_rights_of_the_paid")]
    operations = [migrations.RunPython(end_in_time, migrations.RunPython.noop), migrations.RunPython(forbid, allow)]
