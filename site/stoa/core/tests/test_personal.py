import pytest
from django.db.models import Count, F
from django.utils.html import format_html, format_html_join
from wagtail.models import Locale

from stoa.accounts.models import User
from stoa.core import personal

ME = "/en/fragments/me/"


@pytest.fixture
def parts(monkeypatch):
    """No parts but those a test registers."""
    monkeypatch.setattr(personal, "_parts", {})


@pytest.fixture
def reader(client, db):
    user = User.objects.create_user("rea@example.org", "pw", display_name="Rea")
    client.force_login(user)
    return user


def language_part():
    """The languages among the keys that there are, each in its place."""
    return personal.Part(
        name="language",
        rows=lambda user, keys: personal.rows_of(
            Locale.objects.filter(language_code__in=keys), key="language_code", value="here"
        ),
        html=lambda request, keys, rows: format_html_join("", '<i id="{}">{}</i>', sorted(rows)),
    )


def count_part():
    """In how many groups the reader is, on every page."""
    return personal.Part(
        name="count",
        rows=lambda user, keys: personal.rows_of(
            User.objects.filter(pk=user.pk).annotate(number=Count("groups")), key="pk", value=F("number")
        ),
        html=lambda request, keys, rows: format_html('<b id="count">{}</b>', rows[0][1]),
        is_on_every_page=True,
    )


def test_page_gets_the_parts_it_names(client, reader, parts):
    personal.register(language_part())

    text = client.get(ME, {"of": ["language:bg", "language:en", "language:xx", "language:bg"]}).text

    assert '<i id="bg">here</i><i id="en">here</i>' in text
    assert '<i id="xx">' not in text
    assert '<i id="bg">' not in client.get(ME).text


def test_parts_together_cost_one_query(client, reader, parts, django_assert_num_queries):
    client.get(ME)
    with django_assert_num_queries(3) as without:
        client.get(ME)
    personal.register(language_part())
    personal.register(count_part())

    with django_assert_num_queries(len(without) + 1):
        text = client.get(ME, {"of": "language:en"}).text

    assert '<b id="count">0</b>' in text
    assert '<i id="en">here</i>' in text


def test_visitor_is_asked_nothing(client, db, parts, django_assert_num_queries):
    personal.register(count_part())

    with django_assert_num_queries(0):
        text = client.get(ME, {"of": "language:en"}).text

    assert 'id="count"' not in text


@pytest.mark.parametrize("of", ["", "language", "language:", ":en", "nobody:en", "language:" + "x" * 500, "💥:💥"])
def test_nonsense_is_left_out(client, reader, parts, of):
    personal.register(language_part())

    assert client.get(ME, {"of": of}).status_code == 200


def test_no_more_names_than_a_page_may_have(client, reader, parts):
    heard = []
    personal.register(
        personal.Part(name="ear", rows=lambda user, keys: heard.extend(keys), html=lambda *given: format_html(""))
    )

    client.get(ME, {"of": [f"ear:{number}" for number in range(300)]})

    assert len(heard) == personal.MAX_NAMES


def test_html_that_nobody_called_safe_is_escaped(client, reader, parts):
    personal.register(
        personal.Part(name="raw", rows=lambda user, keys: None, html=lambda *given: "<script>", is_on_every_page=True)
    )

    assert "<script>" not in client.get(ME).text
