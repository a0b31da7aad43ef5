import time
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from community.comments import threads
from community.comments.models import Comment, State
from community.comments.threads import Author
from stoa.accounts.models import User


@pytest.fixture
def page(make_post):
    return make_post("Slow food", slug="slow-food")


@pytest.fixture
def make_user(db):
    def make(email="mila@example.org", **fields):
        return User.objects.create_user(email, "pw", **({"display_name": "Mila"} | fields))

    return make


@pytest.fixture
def member(make_user):
    return make_user()


@pytest.fixture
def say(page):
    """A function that writes a comment under `page`: say("Words", author=Author(...), state=...)."""
    started = timezone.now() - timedelta(days=1)

    def write(body="Well said", *, author=None, state=State.APPROVED, answers=None, language="en", now=None):
        return threads.post_comment(
            translation_key=page.translation_key,
            author=author or Author(name="Ann", email="ann@example.org"),
            body=body,
            language=language,
            state=state,
            answers=answers,
            now=now or started + timedelta(minutes=Comment.objects.count()),
        )

    return write


@pytest.fixture
def typed():
    """A function: what a guest's form sends; `form_opened` as if the form had been open for a minute."""

    def fields(**changes):
        opened = signing.Signer(salt="comments.form").sign(f"{time.time() - 60:.1f}")
        guest = {"name": "Ann", "email": "ann@example.org", "body": "Well **said**", "form_opened": opened}
        return guest | changes

    return fields
