import pytest


@pytest.fixture
def bob(make_member):
    return make_member("bob", display_name="Bob")


@pytest.fixture
def eve(make_member):
    return make_member("eve", display_name="Eve")
