import pytest
from django.db import IntegrityError

from stoa.accounts.models import User


def test_u05_every_user_has_a_handle(db):
    handles = [User.objects.create_user(email=f"ann@{host}.example").handle for host in ("one", "two")]
    empty = User(email="!@example.org")
    empty.save()

    assert handles[0] == "ann"
    assert handles[1].startswith("ann-")
    assert empty.handle == "reader"


def test_u07_email_is_the_username_and_there_is_no_other():
    assert User.USERNAME_FIELD == "email"
    assert "username" not in {field.name for field in User._meta.get_fields()}


def test_u07_manager_refuses_a_user_without_address(db):
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user(email="")


@pytest.mark.parametrize("field", ["is_staff", "is_superuser"])
def test_u07_manager_refuses_half_a_superuser(db, field):
    with pytest.raises(ValueError, match="superuser"):
        User.objects.create_superuser(email="root@example.org", **{field: False})


def test_u06_database_refuses_the_same_address_in_other_case(db):
    User.objects.create_user(email="ann@example.org")

    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ANN@example.org", handle="other")])


def test_name_shown_is_never_the_address(db):
    assert str(User.objects.create_user(email="ann.lee@example.org")) == "annlee"
