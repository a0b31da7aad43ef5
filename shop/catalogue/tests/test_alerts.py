"""Mails to those who wait for a sold-out offer."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import PageViewRestriction

from shop.catalogue import stock
from shop.catalogue.alerts import asking, links, mailing
from shop.catalogue.alerts import privacy as alert_privacy
from shop.catalogue.alerts.forms import GuestAlertForm
from shop.catalogue.models import Offer, StockAlert, StockReason

ADDRESS = "grace@example.org"


@pytest.fixture
def sold_out(make_product):
    make_product(opening_stock=0)
    return Offer.objects.get()


@pytest.fixture
def ada(django_user_model):
    return django_user_model.objects.create_user("ada@example.org", "pw", handle="ada")


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """ask(offer, email=…, **fields): a guest sends the form, opened a while ago."""

    def send(offer, email=ADDRESS, *, path="/en/back-in-stock", **fields):
        with time_machine.travel(timezone.now() - timedelta(seconds=30), tick=False):
            stamp = GuestAlertForm.stamp()
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(f"{path}/{offer.pk}/", {"email": email, "form_opened": stamp} | fields)

    return send


@pytest.fixture
def restock(django_capture_on_commit_callbacks):
    def deliver(offer, number=3):
        with django_capture_on_commit_callbacks(execute=True):
            stock.adjust(offer_id=offer.pk, change=number, reason=StockReason.DELIVERED, user=None)

    return deliver


def link_in(message):
    return re.search(r"http://testserver(\S+)", message.body)[1]


def confirmed(offer, **who):
    now = timezone.now()
    facts = {"language": "en", "created_at": now, "confirmed_at": now}
    return StockAlert.objects.create(offer=offer, **facts, **(who or {"email": ADDRESS}))


def test_sold_out_page_leads_to_the_form_without_a_token(client, sold_out, make_product):
    html = client.get("/en/shop/notebook/")
    there = client.get(make_product("Lamp").url).content.decode()

    link = f'href="/en/back-in-stock/{sold_out.pk}/"'
    assert link in html.content.decode()
    assert "csrfmiddlewaretoken" not in html.content.decode()
    assert not html.cookies
    assert "back-in-stock" not in there


def test_sold_out_variant_has_a_way_of_its_own(client, make_product):
    variants = [{"value_1": "A5", "sku": "N-5", "opening_stock": 0}, {"value_1": "A6", "sku": "N-6"}]
    page = make_product(variants=variants)

    html = client.get(page.url).content.decode()

    assert html.count("back-in-stock/") == 2
    assert "Tell me when “A5” is back" in html


def test_guest_confirms_and_is_told_once(client, ask, sold_out, restock):
    answer = ask(sold_out)
    assert "We have sent a mail to grace@example.org" in answer.content.decode()
    restock(sold_out)
    assert [message.subject for message in mail.outbox] == ["Shall we tell you when “Notebook” is back?"]

    address = link_in(mail.outbox[0])
    assert "Yes, tell me" in client.get(address).content.decode()
    assert StockAlert.objects.get().confirmed_at is None
    client.post(address)
    mailing.send_due()
    mailing.send_due()

    assert [(message.subject, message.to) for message in mail.outbox[1:]] == [("“Notebook” is back", [ADDRESS])]
    assert "http://testserver/en/shop/notebook/" in mail.outbox[1].body
    assert not StockAlert.objects.exists()


def test_member_asks_with_one_click_and_is_told(client, ada, sold_out, restock):
    client.force_login(ada)

    answer = client.post(f"/en/back-in-stock/{sold_out.pk}/")
    restock(sold_out)

    assert "We shall tell you at ada@example.org" in answer.content.decode()
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_nobody_is_told_while_nothing_is_there(sold_out, restock, make_offer):
    confirmed(sold_out)
    restock(make_offer("B-2", stock_of=0))
    mailing.send_due()

    assert mail.outbox == []


def test_backorder_and_coming_back_on_sale_are_found_by_the_sweep(sold_out):
    confirmed(sold_out)
    Offer.objects.update(backorder=True)

    mailing.send_due()

    assert len(mail.outbox) == 1


def test_mail_is_in_the_language_of_the_wish(client, ask, sold_out, restock):
    ask(sold_out, path="/es/de-nuevo-disponible")

    assert StockAlert.objects.get().language == "es"
    assert link_in(mail.outbox[0]).startswith("/es/")


def test_answer_is_the_same_for_known_and_unknown_addresses(client, ask, ada, sold_out):
    confirmed(sold_out, email="known@example.org")

    answers = [ask(sold_out, email=email) for email in ("known@example.org", "ada@example.org", "new@example.org")]

    texts = {re.sub(r"\S+@example.org|<input[^>]*>", "", answer.content.decode()) for answer in answers}
    assert len(texts) == 1
    assert [message.to for message in mail.outbox] == [["ada@example.org"], ["new@example.org"]]


def test_same_address_in_other_letters_is_one_wish(ask, sold_out):
    ask(sold_out)
    ask(sold_out, email=ADDRESS.upper())

    assert StockAlert.objects.count() == 1


def test_stop_link_takes_the_wish_back_with_one_click(client, sold_out, restock):
    alert = confirmed(sold_out)
    address = links.stop_url(alert).removeprefix("http://testserver")

    client.get(address)
    assert StockAlert.objects.exists()
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    restock(sold_out)

    assert answer.status_code == 200
    assert mail.outbox == []


def test_mail_says_how_to_stop(sold_out, restock):
    alert = confirmed(sold_out)
    restock(sold_out)

    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"] == f"<{links.stop_url(alert)}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("token", ["nonsense", "a:b:c", "%00"])
@pytest.mark.parametrize("what", ["confirm", "stop"])
def test_foreign_links_lead_nowhere(client, shop, what, token):
    answer = client.get(f"/en/back-in-stock/{what}/{token}/")

    assert answer.status_code in (400, 404)
    assert answer.status_code == 400 or "This wish is over" in answer.text


def test_link_to_stop_does_not_confirm(client, ask, sold_out):
    ask(sold_out)
    token = links.stop_url(StockAlert.objects.get()).split("/")[-2]

    assert client.post(f"/en/back-in-stock/confirm/{token}/").status_code == 404


def test_link_of_a_forgotten_wish_says_so(client, ask, sold_out):
    ask(sold_out)
    StockAlert.objects.all().delete()

    assert "This wish is over" in client.post(link_in(mail.outbox[0])).content.decode()


@pytest.mark.parametrize("pk", [0, 999999, 10**30])
def test_unknown_offers_are_not_found(client, shop, pk):
    assert client.get(f"/en/back-in-stock/{pk}/").status_code in (400, 404)


def test_offer_on_a_closed_page_is_not_found(client, sold_out, shop):
    PageViewRestriction.objects.create(page=shop, restriction_type=PageViewRestriction.LOGIN)

    assert client.get(f"/en/back-in-stock/{sold_out.pk}/").status_code == 404


def test_page_that_was_closed_meanwhile_is_told_to_nobody(client, ask, sold_out, restock, shop):
    ask(sold_out)
    client.post(link_in(mail.outbox[0]))
    PageViewRestriction.objects.create(page=shop, restriction_type=PageViewRestriction.LOGIN)

    restock(sold_out)

    assert (len(mail.outbox), StockAlert.objects.count()) == (1, 0)


def test_what_can_be_had_needs_no_wish(client, make_product):
    page = make_product()

    response = client.get(f"/en/back-in-stock/{Offer.objects.get().pk}/")

    assert response["Location"] == page.url


@pytest.mark.parametrize("email", ["", "no address", "x" * 300 + "@example.org", "a@b\r\nBcc: c@example.org"])
def test_wrong_addresses_are_said_beside_the_field(ask, sold_out, email):
    response = ask(sold_out, email=email)

    assert response.status_code in (400, 422)
    assert not StockAlert.objects.exists()


def test_robots_are_caught(ask, sold_out):
    response = ask(sold_out, form_homepage="https://spam.example/")

    assert "We have sent a mail" in response.content.decode()
    assert (StockAlert.objects.count(), mail.outbox) == (0, [])


def test_form_sent_faster_than_people_type_is_shown_again(client, sold_out):
    response = client.post(
        f"/en/back-in-stock/{sold_out.pk}/", {"email": ADDRESS, "form_opened": GuestAlertForm.stamp()}
    )

    assert response.status_code == 422


def test_too_many_mails_to_one_address_are_refused(ask, sold_out):
    codes = [ask(sold_out).status_code for _ in range(6)]

    assert codes == [200] * 5 + [429]


def test_mail_that_fails_is_sent_later_and_once(sold_out, restock, settings):
    confirmed(sold_out)
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "nowhere.Backend"
    restock(sold_out)
    settings.EMAIL_BACKEND = backend
    mailing.send_due()
    assert mail.outbox == []

    with time_machine.travel(timezone.now() + mailing.FIRST_PAUSE, tick=False):
        mailing.send_due()
        mailing.send_due()

    assert len(mail.outbox) == 1


def test_mail_that_comes_twice_is_the_same_message(sold_out, restock):
    confirmed(sold_out)
    [alert] = StockAlert.objects.all()
    restock(sold_out)
    # Its worker died when the mail server had it.
    alert.save(force_insert=True)
    mailing.send_due()

    first, second = (sent.message()["Message-ID"] for sent in mail.outbox)

    assert first == second


def test_mail_that_always_fails_is_tried_with_growing_pauses_and_given_up(sold_out, restock, settings):
    settings.EMAIL_BACKEND = "nowhere.Backend"
    confirmed(sold_out)
    pauses = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        restock(sold_out)
        while kept := StockAlert.objects.first():
            pauses.append((kept.in_hand_until - timezone.now()) / mailing.FIRST_PAUSE)
            clock.move_to(kept.in_hand_until)
            mailing.send_due()

    assert pauses == [2**number for number in range(mailing.MOST_ATTEMPTS - 1)]


def test_old_wishes_are_forgotten(make_offer):
    now = timezone.now()
    for number, (days, is_confirmed) in enumerate([(1, False), (3, False), (300, True), (400, True)]):
        offer = make_offer(f"A-{number}", stock_of=0)
        at = now - timedelta(days=days)
        StockAlert.objects.create(
            offer=offer, email=ADDRESS, language="en", created_at=at, confirmed_at=at if is_confirmed else None
        )

    asking.forget_old()

    assert sorted(StockAlert.objects.values_list("offer__sku", flat=True)) == ["A-0", "A-2"]


def test_my_data_has_the_wishes_and_erasing_takes_them(ada, sold_out, make_offer):
    from allauth.account.models import EmailAddress  # noqa: PLC0415 -- of this test only

    EmailAddress.objects.create(user=ada, email="Ada@example.org", verified=True, primary=True)
    confirmed(sold_out, user=ada)
    confirmed(make_offer("B-2", stock_of=0), email="ada@example.org")
    confirmed(make_offer("C-3", stock_of=0))

    exported = [row["offer__sku"] for row in alert_privacy._export(ada)]
    alert_privacy._erase(ada, True)

    assert exported == ["Notebook", "B-2"]
    assert [alert.offer.sku for alert in StockAlert.objects.all()] == ["C-3"]


@pytest.mark.parametrize("who", [{"email": ""}, {"email": ADDRESS, "user": True}])
def test_wish_is_of_a_member_or_of_an_address(sold_out, ada, who):
    facts = {**who, "user": ada} if who.get("user") else who

    with pytest.raises(IntegrityError), transaction.atomic():
        confirmed(sold_out, **facts)
