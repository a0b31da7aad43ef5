from datetime import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format

MOMENT = datetime(2026, 9, 3, 17, 5)
NBSP = "\xa0"


@pytest.mark.parametrize(
    ("language", "day", "moment", "month"),
    [
        ("en", f"3{NBSP}September 2026", f"3{NBSP}September 2026, 17:05", "September 2026"),
        ("es", "3 de septiembre de 2026", "3 de septiembre de 2026 a las 17:05", "septiembre de 2026"),
        (
            "bg",
            f"3{NBSP}септември 2026{NBSP}г.",
            f"3{NBSP}септември 2026{NBSP}г., 17:05",
            f"Септември 2026{NBSP}г.",
        ),
    ],
)
def test_i05_dates_are_written_as_in_their_language(language, day, moment, month):
    with translation.override(language):
        shown = [date_format(MOMENT, name) for name in ("DATE_FORMAT", "DATETIME_FORMAT", "YEAR_MONTH_FORMAT")]

    assert shown == [day, moment, month]
