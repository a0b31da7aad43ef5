"""What the database sees to and Django cannot say: no two rates of a place and class on one day, as two people may save at
once, and invoices that nobody changes.

PostgreSQL has an exclusion constraint, for which the extension btree_gist compares texts; SQLite has triggers. Deleting
an invoice is refused by the model only: a trigger would stop the flush between tests.
"""

from django.db import migrations

NAME = "tax_rate_once_at_a_time"
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""ALTER TABLE orders_taxrate ADD CONSTRAINT {NAME} EXCLUDE USING gist (
        country WITH =, region WITH =, tax_class WITH =, daterange(valid_from, valid_to, '[]') WITH &&
    )""",
    """CREATE FUNCTION orders_invoice_is_frozen() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'invoices are never changed' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER orders_invoice_is_frozen BEFORE UPDATE ON orders_invoice
       FOR EACH ROW EXECUTE FUNCTION orders_invoice_is_frozen()""",
)
OVERLAP = """
CREATE TRIGGER {name}_{event} BEFORE {event} ON orders_taxrate WHEN EXISTS (
    SELECT 1 FROM orders_taxrate other
    WHERE other.id IS NOT NEW.id AND other.country = NEW.country AND other.region = NEW.region
    AND other.tax_class = NEW.tax_class
    AND (NEW.valid_to IS NULL OR other.valid_from <= NEW.valid_to)
    AND (other.valid_to IS NULL OR other.valid_to >= NEW.valid_from)
)
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
SQLITE = (
    OVERLAP.format(name=NAME, event="INSERT"),
    OVERLAP.format(name=NAME, event="UPDATE"),
    """CREATE TRIGGER orders_invoice_is_frozen BEFORE UPDATE ON orders_invoice
       BEGIN SELECT RAISE(ABORT, 'invoices are never changed'); END""",
)


def lay_down(apps, schema_editor):
    """A migration that makes a table anew on SQLite must lay its rules down again; a test says so."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION orders_invoice_is_frozen() CASCADE")
        schema_editor.execute(f"ALTER TABLE orders_taxrate DROP CONSTRAINT {NAME}")
        return
    for name in ("orders_invoice_is_frozen", f"{NAME}_INSERT", f"{NAME}_UPDATE"):
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    replaces = [("orders", "0009_no_two_rates_at_once")]
    dependencies = [("orders", "0003_first_rights")]
    operations = [migrations.RunPython(lay_down, lift)]
