"""Dates in Bulgarian: small months, and a "г." that stays with its year."""

DATE_FORMAT = "j\u00a0E Y\u00a0г."
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j\u00a0E Y\u00a0г., H:i"
YEAR_MONTH_FORMAT = "F Y\u00a0г."
MONTH_DAY_FORMAT = "j\u00a0E"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
