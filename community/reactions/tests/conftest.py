import pytest

from stoa.accounts.models import User
from stoa.core import things


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
def post(make_post):
    return make_post("Planes")


@pytest.fixture
def name(post):
    """The kind and key of the post."""
    return {"kind": "post", "key": things.key_of(post)}
