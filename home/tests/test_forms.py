import io
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.models import Locale

from conftest import publish
from home import answers
from home.forms import PageForm
from home.models import FormPage

pytestmark = pytest.mark.django_db

FORM = "/en/contact/form/"


@pytest.fixture
def contact(home):
    page = home.add_child(
        instance=FormPage(
            title="Contact", slug="contact", mail_to="a@stoa.example, b@stoa.example", mail_subject="Letter", live=False
        )
    )
    page.form_fields.create(sort_order=0, label="Name", field_type="singleline", required=True)
    page.form_fields.create(sort_order=1, label="E-mail", field_type="email", required=True)
    page.form_fields.create(sort_order=2, label="Message", field_type="multiline", required=True)
    return publish(page)


@pytest.fixture
def send(client, contact, django_capture_on_commit_callbacks):
    """send(name="Ana", …): fill in the form, ten seconds after opening it."""

    def fill(*, seconds=10, **typed):
        with time_machine.travel(timezone.now() - timedelta(seconds=seconds), tick=False):
            opened = PageForm.stamp()
        data = {"name": "Ana", "e_mail": "ana@example.com", "message": "Hello", "form_opened": opened} | typed
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(FORM, data)

    return fill


def test_form_page_is_the_same_for_everyone(client, contact):
    answer = client.get("/en/contact/")

    assert answer.status_code == 200
    assert not answer.cookies
    assert 'data-token="/en/contact/form/token/"' in answer.text
    assert 'name="csrfmiddlewaretoken" value=""' in answer.text
    assert '<input type="hidden" name="form_opened" id="id_form_opened">' in answer.text
    assert 'href="/en/contact/form/"' in answer.text
    assert '"@type": "ContactPage"' in answer.text


def test_form_with_token_is_private(client, contact):
    page = client.get(FORM)
    token = client.get("/en/contact/form/token/")

    assert "no-store" in page["Cache-Control"]
    assert page.cookies["csrftoken"]
    assert "no-store" in token["Cache-Control"]
    assert sorted(token.json()) == ["csrfmiddlewaretoken", "form_opened"]


def test_sent_form_is_kept_and_mailed(send, contact):
    answer = send(message="Hello\nthere")

    assert (answer.status_code, answer["Location"]) == (302, "/en/contact/sent/")
    assert FormSubmission.objects.get().form_data == {
        "name": "Ana",
        "e_mail": "ana@example.com",
        "message": "Hello\nthere",
    }
    assert [message.to for message in mail.outbox] == [["a@stoa.example"], ["b@stoa.example"]]
    assert (mail.outbox[0].subject, mail.outbox[0].reply_to) == ("Letter", ["ana@example.com"])
    assert "Message:\nHello\nthere" in mail.outbox[0].body.replace("\r\n", "\n")


def test_thanks_page_shows_the_editors_words(client, contact):
    contact.thanks = "<p>We answer soon.</p>"
    publish(contact)

    assert "We answer soon." in client.get("/en/contact/sent/").text


def test_wrong_form_keeps_what_was_typed(send):
    answer = send(e_mail="nowhere", message="A long letter")

    assert answer.status_code == 422
    assert "A long letter" in answer.text
    assert 'value="nowhere"' in answer.text
    assert "Enter a valid email address." in answer.text
    assert not FormSubmission.objects.exists()


@pytest.mark.parametrize(
    ("typed", "status", "kept"),
    [
        ({"form_homepage": "http://spam.example"}, 302, 0),
        ({"seconds": 0}, 422, 0),
        ({"seconds": 3 * 24 * 60 * 60}, 422, 0),
        ({"form_opened": "form:forged:stamp"}, 422, 0),
        ({"form_opened": ""}, 422, 0),
    ],
)
def test_robots_fall_into_the_trap(send, typed, status, kept):
    answer = send(**typed)

    assert answer.status_code == status
    assert FormSubmission.objects.count() == kept
    assert mail.outbox == []


def test_too_many_forms_are_refused(send, monkeypatch):
    monkeypatch.setattr(answers, "ANSWERS_AN_HOUR", "2/h")

    taken, refused = [send() for _turn in range(2)], send(message="A long letter")

    assert [answer.status_code for answer in (*taken, refused)] == [302, 302, 429]
    assert FormSubmission.objects.count() == 2
    assert int(refused["Retry-After"]) > 0
    assert "A long letter" in refused.text
    assert "Too many requests came from your connection in a short time." in refused.text


def test_no_header_comes_from_what_was_typed(send):
    answer = send(e_mail="ana@example.com\nBcc: all@example.com")

    assert answer.status_code == 422
    assert mail.outbox == []


def test_form_needs_its_token(contact):

    strict = Client(enforce_csrf_checks=True)
    token = strict.get("/en/contact/form/token/").json()

    assert strict.post(FORM, {"name": "Ana"}).status_code == 403
    assert strict.post(FORM, {"name": "Ana"} | token).status_code == 422


def test_page_itself_takes_no_post(client, contact):
    assert client.post("/en/contact/", {"name": "Ana"}).status_code == 405


def test_wrong_mail_address_is_said_to_the_editor(contact):
    contact.mail_to = "a@stoa.example, nobody"

    with pytest.raises(ValidationError) as error:
        contact.full_clean()

    assert list(error.value.message_dict) == ["mail_to"]


def test_both_previews_open(contact, rf):
    for mode in ("form", "landing"):
        assert contact.make_preview_request(preview_mode=mode).status_code == 200


@pytest.mark.parametrize(("group", "count"), [("Editors", 1), ("Moderators", 0), ("Support", 0)])
def test_u10_answers_are_read_by_editors_only(client, contact, django_user_model, group, count):
    reader = django_user_model.objects.create_user(email="ann@example.org", password="x")
    reader.groups.add(Group.objects.get(name=group))
    client.force_login(reader)

    assert get_forms_for_user(reader).count() == count
    answer = client.get(f"/admin/forms/submissions/{contact.pk}/")
    assert answer.status_code == (200 if count else 302)


def test_export_of_what_people_sent_runs_nothing(admin_client, send, contact):
    send(name='=HYPERLINK("http://evil.example","x")', message="Hello\x0bthere")
    address = reverse("wagtailforms:list_submissions", args=[contact.pk])

    tables = [admin_client.get(address, {"export": kind}) for kind in ("csv", "xlsx")]

    as_csv, as_xlsx = (b"".join(table.streaming_content) for table in tables)
    cells = list(load_workbook(io.BytesIO(as_xlsx)).active.rows)[1]
    assert ",\"'=HYPERLINK(" in as_csv.decode()
    assert [cell.data_type for cell in cells[1:]] == ["s", "s", "s"]
    assert cells[3].value == "Hellothere"


def test_form_page_is_previewed_as_a_card_and_in_its_languages(admin_client, contact):
    spanish = contact.copy_for_translation(Locale.objects.get_or_create(language_code="es")[0], copy_parents=True)
    spanish.title = "Contacto"
    spanish.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[contact.pk])

    assert [mode for mode, _label in contact.preview_modes] == ["form", "landing", "share-card", "language-es"]
    assert "share-card" in admin_client.get(url, {"mode": "share-card"}).text
    assert "Contacto" in admin_client.get(url, {"mode": "language-es"}).text
    assert 'name="e_mail"' in admin_client.get(url, {"mode": "form"}).text
