"""What an address needs in its country: the shape of postcodes, and states that are part of an address.

The shapes are django-localflavor's where it has them. Other countries' postcodes are taken as they are typed.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string

#: Classes of localflavor, each in the module of its country.
_FIELDS = (
    "ARPostalCodeField ATZipCodeField AUPostCodeField BEPostalCodeField BRZipCodeField BYPostalCodeField"
    " CAPostalCodeField CHZipCodeField CNPostCodeField CUPostalCodeField CZPostalCodeField DEZipCodeField"
    " DKPostalCodeField EEZipCodeField ESPostalCodeField FIZipCodeField FRZipCodeField GBPostcodeField"
    " GRPostalCodeField HRPostalCodeField IDPostCodeField ILPostalCodeField INZipCodeField IRPostalCodeField"
    " ITZipCodeField JPPostalCodeField LTPostalCodeField LVPostalCodeField MAPostalCodeField MTPostalCodeField"
    " MXZipCodeField NLZipCodeField NOZipCodeField NZPostCodeField PKPostCodeField PLPostalCodeField PTZipCodeField"
    " ROPostalCodeField RUPostalCodeField SEPostalCodeField SGPostCodeField SIPostalCodeField SKPostalCodeField"
    " TRPostalCodeField UAPostalCodeField USZipCodeField ZAPostCodeField"
)
_NAMES = {name[:2]: name for name in _FIELDS.split()}
#: Those that localflavor leaves out.
_SHAPES = {
    "BG": r"\d{4}",
    "CY": r"\d{4}",
    "HU": r"\d{4}",
    "IE": r"[A-Z]\d[0-9W] ?[A-Z0-9]{4}",
    "LU": r"(L-)?\d{4}",
}
_STATES = {
    "AU": "localflavor.au.au_states.STATE_CHOICES",
    "BR": "localflavor.br.br_states.STATE_CHOICES",
    "CA": "localflavor.ca.ca_provinces.PROVINCE_CHOICES",
    "IN": "localflavor.in_.in_states.STATE_CHOICES",
    "MX": "localflavor.mx.mx_states.STATE_CHOICES",
    "US": "localflavor.us.us_states.STATE_CHOICES",
}
#: Reserved words of Python have their own spelling as modules.
_MODULES = {"ID": "id_", "IN": "in_"}


def has_postcodes(country: str) -> bool:
    """Does an address there need a postcode, as far as we know?"""
    return country in _NAMES or country in _SHAPES


def postcode(country: str, typed: str) -> str:
    """The postcode as it is written there. Raises ValueError for what cannot be one."""
    plain = typed.strip().upper()
    if country in _SHAPES:
        if not re.fullmatch(_SHAPES[country], plain, re.ASCII):
            raise ValueError(plain)
        return plain
    if country not in _NAMES:
        return plain
    try:
        return str(_field(country).clean(plain))
    except ValidationError:
        raise ValueError(plain) from None


def states(country: str) -> list[tuple[str, str]]:
    """(code, name) of the states that are part of an address there; none for most countries."""
    choices: Iterable[tuple[str, str]] = import_string(_STATES[country]) if country in _STATES else ()
    return [(str(code), str(name)) for code, name in choices]


def state(country: str, typed: str) -> str:
    """The code of the state that was typed, by code or name; elsewhere what was typed. Raises ValueError."""
    known = states(country)
    if not known:
        return typed
    word = typed.strip().casefold()
    for code, name in known:
        if word in (code.casefold(), name.casefold()):
            return code
    raise ValueError(typed)


@cache
def _field(country: str) -> Any:
    module = _MODULES.get(country, country.lower())
    return import_string(f"localflavor.{module}.forms.{_NAMES[country]}")()
