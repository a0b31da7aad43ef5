"""Handles: made, refused, and never given to a second account."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from stoa.accounts.handles import free_handle
from stoa.accounts.models import FormerHandle, User
from stoa.accounts.profile import ProfileForm, save_profile
from stoa.accounts.tests.steps import PASSWORD

TAKEN = ["User with this Handle already exists."]


@pytest.fixture
def gone(make_user):
    """Bob was here; his account is deleted."""
    make_user("bob@example.org", handle="bob").delete()


def test_u17_handle_of_a_deleted_account_is_refused_like_any_other_that_is_taken(member, make_user, gone):
    make_user("cat@example.org", handle="cat")

    def errors(handle):
        return ProfileForm({"display_name": "Ann", "handle": handle}, instance=member).errors

    assert errors("bob") == errors("cat") == {"handle": TAKEN}
    assert errors("dog") == {}


def test_u17_handle_of_a_deleted_account_is_made_for_nobody(gone):
    assert free_handle("Bob") != "bob"
    assert free_handle("Bob").startswith("bob-")


@pytest.mark.parametrize("delete", [lambda user: user.delete(), lambda user: User.objects.filter(pk=user.pk).delete()])
def test_u17_every_way_to_delete_keeps_the_handle(make_user, delete):
    delete(make_user("bob@example.org", handle="bob"))

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("bob2@example.org", PASSWORD, handle="bob")
    assert not User.objects.exists()


def test_u17_what_is_kept_of_a_handle_does_not_name_it(gone):
    assert "bob" not in FormerHandle.objects.get().digest


def test_u17_handle_that_becomes_a_former_one_between_looking_and_saving_is_an_error_beside_the_field(
    member, make_user
):
    form = ProfileForm({"display_name": "Ann", "handle": "bob"}, instance=member)
    assert form.is_valid()
    make_user("bob@example.org", handle="bob").delete()

    assert not save_profile(form=form)
    assert form.errors == {"handle": TAKEN}


def test_u17_changing_a_handle_gives_the_old_one_back(member, make_user):
    member.handle = "ann-b"
    member.save()

    assert make_user("bob@example.org", handle="ann-reader").handle == "ann-reader"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's test database in memory has one writer")
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_u17_handle_cannot_be_taken_while_its_account_goes():
    """Whoever saves waits for the deletion to end, and only then asks."""
    bob = User.objects.create_user("bob@example.org", PASSWORD, handle="bob")
    refusals = []

    def take():
        try:
            User.objects.create_user("ann@example.org", PASSWORD, handle="bob")
        except IntegrityError as refusal:
            refusals.append(type(refusal).__name__)
        finally:
            connection.close()

    with transaction.atomic(), connection.cursor() as cursor:
        bob.delete()
        taking = threading.Thread(target=take)
        taking.start()
        waiting = 0
        while taking.is_alive() and not waiting:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            waiting = cursor.fetchone()[0]
    taking.join()

    assert refusals == ["FormerHandleError"]
    assert not User.objects.filter(handle="bob").exists()
