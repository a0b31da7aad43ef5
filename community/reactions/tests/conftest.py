import pytest

from stoa.core import things


@pytest.fixture
def post(make_post):
    return make_post("Planes")


@pytest.fixture
def name(post):
    """The kind and key of the post."""
    return {"kind": "post", "key": things.key_of(post)}
