import pytest

from stoa.accounts.models import User
from stoa.core.admin_lists import WORDS_AT_MOST, holding_words, words_of

FIELDS = ("email", "display_name")


@pytest.mark.parametrize(
    ("typed", "words"),
    [(None, []), ("  ", []), (" Ann  Lee ", ["Ann", "Lee"]), ("a " * 99, ["a"] * WORDS_AT_MOST)],
)
def test_words_of_a_search_are_few(typed, words):
    assert words_of(typed) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("", ["Ann Lee", "Bea Lee"]),
        ("lee", ["Ann Lee", "Bea Lee"]),
        ("lee ann", ["Ann Lee"]),
        ("b@example lee", ["Bea Lee"]),
        ("ann bea", []),
        ("100% _", []),
    ],
)
def test_rows_found_hold_each_word_in_some_field(typed, names):
    User.objects.create_user(email="a@example.com", display_name="Ann Lee")
    User.objects.create_user(email="b@example.com", display_name="Bea Lee")

    found = holding_words(User.objects.order_by("email"), typed, FIELDS)

    assert [user.display_name for user in found] == names
