from datetime import timedelta

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone

from stoa.core.form_trap import SECONDS_OPEN, TrappedForm


class LetterForm(TrappedForm):
    trap_salt = "tests.letter"

    text = forms.CharField()
    days = forms.MultipleChoiceField(choices=[("mon", "Monday"), ("tue", "Tuesday")])


class OtherForm(LetterForm):
    trap_salt = "tests.other"


@pytest.fixture
def opened(time_machine):
    """opened(seconds, form): the stamp of a form opened so long ago."""
    time_machine.move_to(timezone.now(), tick=False)

    def make(seconds, form=LetterForm):
        stamp = form.stamp()
        time_machine.shift(timedelta(seconds=seconds))
        return stamp

    return make


def send(stamp, **typed):
    data = QueryDict("text=Hello&days=mon&days=tue", mutable=True)
    data.update({"form_opened": stamp} | typed)
    return LetterForm(data)


def test_people_send_what_they_typed(opened):
    form = send(opened(LetterForm.seconds_to_type + 1))

    assert form.is_valid()
    assert form.is_trapped is False
    assert form.answers == {"text": "Hello", "days": ["mon", "tue"]}
    assert [field.name for field in form.plain_fields] == ["text", "days"]


def test_robot_that_fills_every_field_is_trapped(opened):
    form = send(opened(60), form_homepage="https://pills.example")

    assert form.is_valid()
    assert form.is_trapped is True


@pytest.mark.parametrize("stamp", ["", "1.0", "1.0:forged"])
def test_form_not_opened_here_is_shown_again_and_then_works(opened, stamp):
    form = send(stamp)
    errors = form.non_field_errors()
    again = form["form_opened"].value()
    opened(60)

    assert errors == ["The form was open for too long. Please send it once more."]
    assert form["days"].value() == ["mon", "tue"]
    assert send(again).is_valid()


@pytest.mark.parametrize(("seconds", "is_valid"), [(SECONDS_OPEN - 1, True), (SECONDS_OPEN + 1, False), (1, False)])
def test_form_is_taken_neither_at_once_nor_after_days(opened, seconds, is_valid):
    assert send(opened(seconds)).is_valid() is is_valid


def test_stamp_of_another_form_is_not_taken(opened):
    assert not send(opened(60, OtherForm)).is_valid()
