"""U01: e-mail addresses are kept in one spelling, and are checked in the one that is kept."""

import gc

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver

from stoa.accounts.fields import AddressField
from stoa.accounts.forms import EntranceForm
from stoa.core import styleguide

#: Some 240 letters, and twice as many when they are small.
GROWING = "a@" + ".".join(["İ" * 29] * 8) + ".com"


def test_u01_address_that_grows_when_it_is_made_small_is_refused():
    with pytest.raises(ValidationError) as refusal:
        AddressField().clean(GROWING)

    assert "max_length" in [error.code for error in refusal.value.error_list]


def test_u01_address_is_kept_in_one_spelling():
    assert AddressField().clean(" \uff21da@Example.COM ") == "ada@example.com"


def test_u01_every_form_of_ours_asks_for_addresses_with_the_same_field():
    assert get_resolver().url_patterns
    rooms = ("blog.", "community.", "courses.", "home.", "shop.", "stoa.")
    ours = [
        form
        for form in gc.get_objects()
        # `isinstance` would wake lazy objects of other tests, which ask the database.
        if issubclass(type(form), type) and issubclass(form, forms.BaseForm) and form.__module__.startswith(rooms)
        # These put it in place of allauth's when they are made.
        if not issubclass(form, EntranceForm)
    ]
    others = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in ours
        for name, field in form.base_fields.items()
        if isinstance(field, forms.EmailField) and not isinstance(field, AddressField)
        if form.__module__ != styleguide.__name__ and not hasattr(form, "_meta")
    }

    assert others == set()
