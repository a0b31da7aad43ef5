"""Every model with a link to a user says how it is exported and erased."""

from django.apps import apps

from stoa.accounts.models import User
from stoa.accounts.privacy.registry import exempted, registered


def models_with_a_link_to_a_user():
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.is_relation and getattr(field, "concrete", False) and field.related_model is User:
                yield model._meta.label


def test_u17_every_model_with_a_link_to_a_user_has_a_rule():
    known = {*registered(), *exempted()}

    assert sorted(set(models_with_a_link_to_a_user()) - known) == []


def test_u17_no_model_is_both_exported_and_exempt():
    assert sorted(registered().keys() & exempted().keys()) == []


def test_u17_every_exemption_says_why():
    assert [label for label, why in exempted().items() if len(why) < 10] == []
