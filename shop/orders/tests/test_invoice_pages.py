"""M19, M20: who opens which invoice, in the shop and in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from shop.orders import links, settling
from shop.orders.invoices import issuing, pressing
from shop.orders.models import Invoice, SellerDetails
from stoa.accounts.models import User
from stoa.core.money import Money


@pytest.fixture
def member(db):
    return User.objects.create_user("ada@example.org", "pw", handle="ada")


@pytest.fixture
def make_paid(make_order):
    def make(**fields):
        order = make_order(**fields)
        settling.mark_paid(order_id=order.pk, now=timezone.now())
        return order

    return make


@pytest.fixture
def staff_of(client, db):
    """staff_of("Support"): logs in one of the group."""

    def log_in(group):
        name = group.split()[0].lower()
        user = User.objects.create_user(f"{name}@example.org", "pw", handle=name)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return user

    return log_in


def credit(order, about="r-1"):
    lines = dict(order.lines.values_list("pk", "quantity"))
    nothing = Money(order.total * 0, order.currency)
    return issuing.credit(order=order, lines=lines, shipping=nothing, reason="", now=timezone.now(), about=about)


def test_m20_buyer_opens_invoice_and_credit_note_from_the_order(client, member, make_paid):
    order = make_paid(user=member)
    note = credit(order)
    client.force_login(member)

    page = client.get(reverse("order", args=[order.key])).content.decode()
    for address in (f"/en/orders/{order.key}/invoice.pdf", f"/en/orders/{order.key}/credit-note-{note.pk}.pdf"):
        answer = client.get(address)
        assert f'href="{address}"' in page
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


def test_m20_guest_opens_it_by_the_signed_link_only(client, make_paid):
    order = make_paid()
    address = reverse("order_invoice", args=[order.key])

    statuses = [
        client.get(address + query).status_code for query in ("", "?token=wrong", f"?token={links.token(order)}")
    ]

    assert statuses == [404, 404, 200]


def test_m19_nobody_opens_what_is_anothers(client, member, make_paid):
    mine, other = make_paid(user=member), make_paid(email="other@example.org")
    note = credit(other)
    client.force_login(member)

    addresses = [
        reverse("order_invoice", args=[other.key]),
        reverse("order_credit_note", args=[other.key, note.pk]),
        # The credit note of somebody else's order by way of one's own.
        reverse("order_credit_note", args=[mine.key, note.pk]),
    ]
    assert [client.get(address).status_code for address in addresses] == [404] * 3


def test_m20_order_without_an_invoice_has_none(client, member, make_order):
    order = make_order(user=member)
    client.force_login(member)

    assert client.get(reverse("order_invoice", args=[order.key])).status_code == 404
    assert "invoice.pdf" not in client.get(reverse("order", args=[order.key])).content.decode()


def test_m20_where_no_pdf_can_be_drawn_there_is_a_page(client, member, make_paid, tmp_path, monkeypatch):
    order = make_paid(user=member, name="<i>Notebook")
    client.force_login(member)
    pressing.stop()
    monkeypatch.setattr(pressing, "PROGRAM", tmp_path / "none.py")

    page = client.get(reverse("order_invoice", args=[order.key]))
    pressing.stop()

    text = page.content.decode()
    assert page["Content-Type"].startswith("text/html")
    assert "You can print this page instead." in text
    assert "&lt;i&gt;Notebook" in text


@pytest.mark.parametrize(("group", "status"), [("Shop managers", 200), ("Support", 200), ("Editors", 302)])
def test_m19_staff_open_list_and_pdf_by_their_role(client, staff_of, make_paid, group, status):
    make_paid()
    staff_of(group)
    invoice = Invoice.objects.get()

    answers = [
        client.get(reverse(f"shop_invoices:{name}", args=args))
        for name, args in (("index", ()), ("pdf", (invoice.pk,)))
    ]

    assert [answer.status_code for answer in answers] == [status] * 2
    assert answers[1].has_header("Cache-Control")


def test_m16_list_filters_searches_and_exports(client, staff_of, make_paid):
    make_paid()
    credit(make_paid())
    staff_of("Shop managers")

    def found(query):
        page = client.get(reverse("shop_invoices:index") + query)
        return [invoice.reference for invoice in page.context["object_list"]]

    invoices = [invoice.reference for invoice in Invoice.objects.order_by("pk")]
    year = Invoice.objects.first().year
    assert found("") == invoices[::-1]
    assert found("?kind=credit_note") == invoices[2:]
    assert (found(f"?year={year}"), found("?year=1999")) == (invoices[::-1], [])
    assert found(f"?q={invoices[0]}") == invoices[:1]
    assert found("?is_drawn=true") == []
    exported = client.get(reverse("shop_invoices:index") + "?export=csv")
    lines = b"".join(exported.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == invoices[::-1]


@pytest.mark.parametrize("count", [1, 3])
def test_m16_list_asks_as_often_for_many_as_for_one(client, staff_of, make_paid, django_assert_max_num_queries, count):
    for _ in range(count):
        make_paid()
    staff_of("Shop managers")
    client.get(reverse("shop_invoices:index"))

    with django_assert_max_num_queries(14):
        client.get(reverse("shop_invoices:index"))


def test_m16_staff_are_told_that_the_seller_is_missing(client, staff_of):
    staff_of("Shop managers")
    before = client.get(reverse("shop_invoices:index")).content.decode()
    SellerDetails.objects.create(company="Lucerne Press", address="Sofia")

    after = client.get(reverse("shop_invoices:index")).content.decode()

    assert ("Say who sells" in before, "Say who sells" in after) == (True, False)


def test_m17_order_in_the_admin_leads_to_its_invoices(client, staff_of, make_paid):
    order = make_paid()
    staff_of("Support")

    page = client.get(reverse("shop_orders:inspect", args=[order.pk])).content.decode()

    assert reverse("shop_invoices:pdf", args=[Invoice.objects.get().pk]) in page
