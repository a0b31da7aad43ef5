import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from blog.models import BlogPostPage
from stoa.core.models import StoaDocument

pytestmark = pytest.mark.django_db
PASSWORD = "sesame"
NOON = "2026-05-01T12:00:00Z"


@pytest.fixture
def post(make_post):
    return make_post("The secret of the chair", slug="chair", intro="Whoever reads this knows.", tags=["oak"])


@pytest.fixture
def document():
    collection = Collection.objects.get(depth=1).add_child(name="Plans")
    return StoaDocument.objects.create(title="Plan", file=ContentFile(b"words", name="plan.txt"), collection=collection)


@pytest.fixture(params=["page", "document"])
def guarded(request):
    """(address, where its form is sent), for a page and for a document."""
    facts = {"restriction_type": "password", "password": PASSWORD}
    if request.param == "page":
        post = request.getfixturevalue("post")
        restriction = PageViewRestriction.objects.create(page=post, **facts)
        return post.url, f"/en/_util/authenticate_with_password/{restriction.pk}/{post.pk}/"
    document = request.getfixturevalue("document")
    restriction = CollectionViewRestriction.objects.create(collection=document.collection, **facts)
    return document.url, f"/documents/authenticate_with_password/{restriction.pk}/"


def send(client, address, password, following="", **options):
    return client.post(address, {"password": password, "return_url": following}, **options)


def open_address(client, address):
    answer = client.get(address)
    if answer.streaming:
        # Read to its end: closing it unread would close the test's connection, too.
        answer.getvalue()
    return answer


def test_form_is_in_our_design_and_tells_nothing(client, guarded):
    address, action = guarded

    answer = client.get(address)

    assert answer.status_code == 200
    assert f'action="{action}"' in answer.text
    assert f'name="return_url" value="{address}"' in answer.text
    assert answer.text.count("<h1") == 1
    assert '<meta name="robots" content="noindex">' in answer.text
    assert [
        word for word in ("chair", "secret", "knows", "oak", "Plan") if word in answer.text.replace(address, "")
    ] == []
    assert "no-store" in answer["Cache-Control"]


def test_right_password_opens(client, guarded):
    address, action = guarded

    answer = send(client, action, PASSWORD, address)

    assert (answer.status_code, answer["Location"]) == (302, address)
    assert open_address(client, address).status_code == 200
    assert "Password, please" not in getattr(open_address(client, address), "text", "")


def test_wrong_password_says_so(client, guarded):
    address, action = guarded

    answer = send(client, action, "open", address)

    assert answer.status_code == 200
    assert "The password you have entered is not correct" in answer.text
    assert f'name="return_url" value="{address}"' in answer.text
    assert 'value="open"' not in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_form_needs_a_token(guarded):
    _address, action = guarded

    assert send(Client(enforce_csrf_checks=True), action, PASSWORD).status_code == 403


@time_machine.travel(NOON, tick=False)
def test_o09_after_ten_wrong_passwords_the_right_one_waits_too(client, guarded):
    address, action = guarded

    codes = [send(client, action, f"wrong {number}", address).status_code for number in range(10)]
    answer = send(client, action, PASSWORD, address)

    assert codes == [200] * 10
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 301
    assert "Too many wrong passwords" in answer.text
    assert "not correct" not in answer.text
    assert f'name="return_url" value="{address}"' in answer.text
    assert send(client, action, PASSWORD, address, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_o09_the_wait_ends_when_it_says(client, guarded):
    address, action = guarded
    with time_machine.travel(NOON, tick=False) as clock:
        for _try in range(10):
            send(client, action, "wrong", address)
        seconds = int(send(client, action, PASSWORD, address)["Retry-After"])

        clock.shift(seconds - 1)
        assert send(client, action, PASSWORD, address).status_code == 429
        clock.shift(1)
        assert send(client, action, PASSWORD, address).status_code == 302


@time_machine.travel(NOON, tick=False)
def test_o09_guesses_from_many_addresses_are_counted_together(client, guarded, settings):
    settings.SHARED_PASSWORD_RATE_OF_ALL = "3/h"
    address, action = guarded

    for number in range(3):
        send(client, action, "wrong", address, REMOTE_ADDR=f"10.0.0.{number}")

    assert send(client, action, PASSWORD, address, REMOTE_ADDR="10.0.0.9").status_code == 429


@time_machine.travel(NOON, tick=False)
def test_o09_restrictions_are_counted_apart(client, make_post, settings):
    settings.SHARED_PASSWORD_RATE = "1/m"
    actions = []
    for slug in ("one", "two"):
        post = make_post(slug, slug=slug)
        row = PageViewRestriction.objects.create(page=post, restriction_type="password", password=PASSWORD)
        actions.append(f"/en/_util/authenticate_with_password/{row.pk}/{post.pk}/")

    assert [send(client, action, "wrong").status_code for action in actions] == [200, 200]
    assert [send(client, action, PASSWORD).status_code for action in actions] == [429, 429]


def test_right_passwords_are_not_counted(guarded):
    """A class behind one address opens a page together."""
    address, action = guarded

    assert {send(Client(), action, PASSWORD, address).status_code for _student in range(30)} == {302}


@pytest.mark.parametrize(
    "following",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "abc",
        "",
    ],
)
def test_o09_right_password_leads_to_no_other_host(client, guarded, following):
    address, action = guarded

    answer = send(client, action, PASSWORD, following)

    assert answer.status_code == 302
    assert answer["Location"] == (address if "/en/" in action else "/")


def test_address_of_the_form_opened_by_itself_shows_the_form(client, guarded):
    _address, action = guarded

    answer = client.get(action)

    assert answer.status_code == 200
    assert f'action="{action}"' in answer.text
    assert client.put(action).status_code == 405


def test_form_of_another_page_draft_or_restriction_is_404(client, post, make_post):
    login = PageViewRestriction.objects.create(page=post, restriction_type="login")
    password = PageViewRestriction.objects.create(page=post, restriction_type="password", password=PASSWORD)
    other = make_post("Other", slug="other")

    def status(restriction, page):
        return client.get(f"/en/_util/authenticate_with_password/{restriction}/{page}/").status_code

    assert status(password.pk, post.pk) == 200
    assert status(login.pk, post.pk) == 404
    assert status(password.pk, other.pk) == 404
    assert status(10**17, post.pk) == 404
    BlogPostPage.objects.get(pk=post.pk).unpublish()
    assert status(password.pk, post.pk) == 404


@pytest.mark.parametrize("language", ["es", "bg"])
def test_form_speaks_the_language_of_the_document_s_reader(client, document, language):
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="password", password=PASSWORD
    )

    answer = client.get(document.url, headers={"accept-language": language})

    assert f'<html lang="{language}"' in answer.text
    with translation.override(language):
        assert str(translation.gettext("Password")) in answer.text


def test_page_without_a_type_of_ours_is_guarded_too(client, home, post):
    """The root restricts everything below it."""
    restriction = PageViewRestriction.objects.create(
        page=Page.objects.get(pk=home.pk), restriction_type="password", password=PASSWORD
    )
    action = f"/en/_util/authenticate_with_password/{restriction.pk}/{post.pk}/"

    assert "chair" not in client.get(post.url).text.replace(post.url, "")
    assert send(client, action, PASSWORD)["Location"] == post.url
    assert client.get(post.url).context["page"] == post


def test_what_a_password_opened_offers_nothing_that_lists_would_have_to_know(client, post):
    before = client.get(post.url).text
    restriction = PageViewRestriction.objects.create(page=post, restriction_type="password", password=PASSWORD)
    send(client, f"/en/_util/authenticate_with_password/{restriction.pk}/{post.pk}/", PASSWORD, post.url)

    after = client.get(post.url).text

    for offer in ("Write a comment", "Send by mail", "data-seen", "/like/"):
        assert (offer in before, offer in after) == (True, False)
    assert "The secret of the chair" in after
