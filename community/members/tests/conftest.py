import pytest

from stoa.accounts.models import User


@pytest.fixture
def make_member(db):
    """A function that makes a member by handle: make_member("ada", display_name="Ada")."""

    def make(handle, **fields):
        return User.objects.create_user(f"{handle}@example.org", "pw", **({"handle": handle} | fields))

    return make


@pytest.fixture
def ada(make_member):
    return make_member("ada", display_name="Ada")


@pytest.fixture
def bob(make_member):
    return make_member("bob", display_name="Bob")


@pytest.fixture
def eve(make_member):
    return make_member("eve", display_name="Eve")
