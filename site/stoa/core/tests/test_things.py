"""Things: one kind and key for a page in every language, and what a viewer may see of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from stoa.core import things
from stoa.core.exceptions import UnknownKind

VISITOR = AnonymousUser()


@pytest.fixture
def gone():
    """The (kind, key) pairs that were said to be gone."""
    heard = []

    def listen(sender, kind, key, **kwargs):
        heard.append((kind, key))

    things.gone.connect(listen)
    yield heard
    things.gone.disconnect(listen)


@pytest.fixture
def translated(make_post):
    """A post in English and Spanish."""
    post = make_post("Planes")
    copy = post.copy_for_translation(Locale.objects.get_or_create(language_code="es")[0], copy_parents=True)
    copy.title = "Cepillos"
    copy.save_revision().publish()
    return post, copy


def test_thing_is_shown_in_the_active_language(translated):
    post, _copy = translated
    key = things.key_of(post)

    with translation.override("es"):
        spanish = things.find("post", key, VISITOR)
    with translation.override("bg"):
        fallback = things.find("post", key, VISITOR)

    assert spanish.title == "Cepillos"
    assert fallback.title == "Planes"
    assert things.key_of(translated[1]) == key


def test_restricted_page_is_not_shown_to_visitors(make_post):
    post = make_post("Members only")
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)

    assert things.find("post", things.key_of(post), VISITOR) is None


@pytest.mark.parametrize("key", ["", "7", "no-uuid", "0" * 36, "x" * 5_000])
def test_nonsense_key_finds_nothing(db, key):
    assert things.find("post", key, VISITOR) is None


def test_unknown_kind_is_said_where_one_is_asked_for_and_skipped_in_lists(make_post):
    with pytest.raises(UnknownKind):
        things.find("unicorn", "1", VISITOR)

    assert things.find_all([("unicorn", "1")], VISITOR) == {}


def test_many_things_need_as_many_queries_as_one(make_post, django_assert_num_queries):
    posts = [make_post(f"Post {number}") for number in range(6)]
    named = [("post", things.key_of(post)) for post in posts]
    things.find_all(named, VISITOR)

    with django_assert_num_queries(1):
        assert len(things.find_all(named[:1], VISITOR)) == 1
    with django_assert_num_queries(1):
        assert len(things.find_all(named, VISITOR)) == 6


def test_page_is_gone_with_its_last_translation(translated, gone):
    post, copy = translated

    copy.delete()
    before = list(gone)
    post.delete()

    assert before == []
    assert gone == [("post", things.key_of(post))]
