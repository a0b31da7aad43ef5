"""The form by which staff say for what money was that went back at the provider."""

import uuid

import pytest
from django.urls import reverse

from shop.orders.invoices.frozen import Document
from shop.orders.models import Invoice, InvoiceKind
from shop.payments.models import Refund


def notes():
    return Invoice.objects.filter(kind=InvoiceKind.CREDIT_NOTE)


@pytest.fixture
def manager(log_in_as):
    return log_in_as("Shop managers")


def url(refund):
    return reverse("shop_explain", args=[refund.pk])


def test_the_page_of_the_order_asks_and_the_form_shows_what_follows_first(client, manager, back):
    refund = back(1000, quantities=(2, 1))
    order = refund.payment.order
    page = client.get(reverse("shop_orders:inspect", args=[order.pk]))
    line = order.lines.order_by("position")[0]
    wishes = {f"line-{line.pk}": "1", "what": "goods", "reason": "broken"}

    form = client.get(url(refund))
    preview = client.post(url(refund), wishes)
    before = notes().count()
    confirmed = wishes | {"confirm": "yes", "seen": preview.context["seen"]}
    answers = [client.post(url(refund), confirmed).url for _again in range(2)]

    assert (url(refund) in page.text, form.status_code, before, notes().count()) == (True, 200, 0, 1)
    assert preview.context["consequences"] == [
        "No more money goes back: this has gone already.",
        "Notebook 0: €10.00",
        "A credit note is made out and sent.",
    ]
    assert answers == [reverse("shop_orders:inspect", args=[order.pk])] * 2
    assert (notes().get().total, Refund.objects.get().user) == (10, manager)
    assert url(refund) not in client.get(reverse("shop_orders:inspect", args=[order.pk])).text


def test_a_reduction_by_the_form(client, manager, back):
    refund = back(500)

    preview = client.post(url(refund), {"what": "reduction"})
    client.post(url(refund), {"what": "reduction", "confirm": "yes", "seen": preview.context["seen"]})

    assert notes().get().total == 5


def test_only_what_was_previewed_can_be_confirmed(client, manager, back):
    refund = back(1000, quantities=(2, 1))
    one, other = [f"line-{line.pk}" for line in refund.payment.order.lines.order_by("position")]
    goods = {one: "1", "what": "goods"}
    confirm = {"confirm": "yes", "seen": client.post(url(refund), goods).context["seen"]}

    others = ({"what": "reduction"}, {other: "1", "what": "goods"}, goods | {"stock": "on"})
    pages = [client.post(url(refund), wishes | confirm) for wishes in others]
    pages.append(client.post(url(refund), goods | {"confirm": "yes"}))

    assert notes().count() == 0
    assert [(page.status_code, bool(page.context["consequences"])) for page in pages] == [(200, True)] * 4
    # What is previewed now can be.
    client.post(url(refund), others[0] | {"confirm": "yes", "seen": pages[0].context["seen"]})
    assert {line.quantity for line in Document.from_json(notes().get().data).lines} == {0}


def test_a_mistake_keeps_what_was_typed(client, manager, back):
    refund = back(500, quantities=(2,))
    line = refund.payment.order.lines.get()
    typed = {"what": "goods", "stock": "on", "reason": "the handle broke"}

    wrong = client.post(url(refund), typed | {f"line-{line.pk}": "3"}).text
    another = client.post(url(refund), typed | {f"line-{line.pk}": "1"}).text

    assert ("Enter a whole number from 0 to 2." in wrong, "and €5.00 went back: choose otherwise." in another) == (
        True,
        True,
    )
    assert all('value="the handle broke"' in page for page in (wrong, another))
    assert "This will happen" not in wrong + another


@pytest.mark.parametrize("typed", ["-1", "x", "99999999", "9"])
def test_nonsense_changes_nothing(client, manager, back, typed):
    refund = back(500)
    line = refund.payment.order.lines.get()

    answers = [client.post(url(refund), wishes) for wishes in ({f"line-{line.pk}": typed}, {"what": typed})]

    assert [(answer.status_code, answer.context["seen"]) for answer in answers] == [(200, "")] * 2
    assert notes().count() == 0


def test_only_who_gives_money_back_says_for_what(client, back, log_in_as):
    refund = back(500)
    log_in_as("Shop managers")
    seen = client.post(url(refund), {"what": "reduction"}).context["seen"]
    log_in_as("Support")

    wishes = {"what": "reduction", "confirm": "yes", "seen": seen}
    answers = [client.get(url(refund)), client.post(url(refund), wishes)]
    page = client.get(reverse("shop_orders:inspect", args=[refund.payment.order_id]))

    assert [answer["Location"] for answer in answers] == [reverse("wagtailadmin_home")] * 2
    assert (notes().count(), url(refund) in page.text) == (0, False)


def test_refunds_of_ours_are_not_explained(client, manager, paid, give_back):
    refund = give_back(paid(quantities=(2,)), 1, key=uuid.uuid4())

    answer = client.post(url(refund), {"what": "reduction", "confirm": "yes"})

    assert answer.url == reverse("shop_orders:inspect", args=[refund.payment.order_id])
    assert notes().count() == 1
