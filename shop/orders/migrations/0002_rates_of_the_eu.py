"""The rates of value added tax in the 27 states of the European Union.

Source: European Commission, Taxes in Europe Database (TEDB), as of 29 September 2026; the regions of Portugal and Spain by
their own laws (Código do IVA, article 18; Ley 37/1992, article 3: the Canary Islands, Ceuta and Melilla stand outside).
All hold since 1 January 2026 or longer, the super-reduced rate of Austria since 1 July 2026. Earlier days have none.

"Reduced" is a state's lowest rate of at least 5 %, "intermediate" the higher one beside it, "super-reduced" what is
below 5 %. What is taxed in which class differs by state; parking rates and rates of single islands are left out. Shop
managers change all this in the admin.
"""

from datetime import date
from decimal import Decimal

from django.db import migrations

CLASSES = ("standard", "intermediate", "reduced", "super-reduced")
SINCE = date(2026, 1, 1)
LATER = {("AT", "super-reduced"): date(2026, 7, 1)}
# standard, intermediate, reduced, super-reduced
RATES = {
    "AT": "20 13 10 4.9",
    "BE": "21 12 6 -",
    "BG": "20 - 9 -",
    "HR": "25 13 5 -",
    "CY": "19 9 5 3",
    "CZ": "21 - 12 -",
    "DK": "25 - - -",
    "EE": "24 13 9 -",
    "FI": "25.5 13.5 10 -",
    "FR": "20 10 5.5 2.1",
    "DE": "19 - 7 -",
    "GR": "24 13 6 -",
    "HU": "27 18 5 -",
    "IE": "23 13.5 9 4.8",
    "IT": "22 10 5 4",
    "LV": "21 12 5 -",
    "LT": "21 12 5 -",
    "LU": "17 14 8 3",
    "MT": "18 7 5 -",
    "NL": "21 - 9 -",
    "PL": "23 8 5 -",
    "PT": "23 13 6 -",
    "PT-20": "16 9 4 -",
    "PT-30": "22 12 4 -",
    "RO": "21 - 11 -",
    "SK": "23 19 5 -",
    "SI": "22 9.5 5 -",
    "ES": "21 - 10 4",
    "ES-CE": "0 - 0 0",
    "ES-GC": "0 - 0 0",
    "ES-ML": "0 - 0 0",
    "ES-TF": "0 - 0 0",
    "SE": "25 12 6 -",
}


def add_rates(apps, schema_editor):
    rows = []
    for place, percents in RATES.items():
        country, _, region = place.partition("-")
        for tax_class, percent in zip(CLASSES, percents.split(), strict=True):
            if percent != "-":
                since = LATER.get((country, tax_class), SINCE)
                rows.append((country, region, tax_class, Decimal(percent), since))
    model = apps.get_model("orders", "TaxRate")
    model.objects.bulk_create(
        model(country=country, region=region, tax_class=tax_class, percent=percent, valid_from=since)
        for country, region, tax_class, percent, since in rows
    )


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_squashed")]
    operations = [migrations.RunPython(add_rates, migrations.RunPython.noop)]
