"""Orders in the admin, as a shop manager and as Support."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from shop.orders.models import Order, Shipment, State
from stoa.accounts.models import User


@pytest.fixture
def enter(client, home):
    """enter("Support"): the client is logged in as somebody of this group."""

    def do(group):
        user = User.objects.create_user("staff@example.org", "pw", handle="staff")
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client

    return do


def act(client, order, action, **data):
    return client.post(reverse("shop_orders:act", args=[order.pk, action]), data)


def test_m17_list_is_searched_and_filtered(enter, make_order):
    first, second = make_order(email="ada@example.org"), make_order(email="bob@example.org", quantities=(1, 2))
    client = enter("Shop managers")

    def listed(**query):
        return list(client.get("/admin/shop/orders/", query).context["object_list"])

    assert listed() == [second, first]
    assert listed(q="ada@") == [first]
    assert listed(q=second.number) == [second]
    assert listed(q=second.lines.first().sku) == [second]
    assert listed(state="paid") == []
    assert listed(state="waiting", placed_at_from="2000-01-01") == [second, first]
    assert listed(placed_at_from="x", coupon="999999999999999999999", state="no", q="x" * 3000) in ([], [second, first])


def test_m17_list_costs_the_same_with_many(enter, make_order, django_assert_max_num_queries):
    for _ in range(5):
        make_order()
    client = enter("Shop managers")
    client.get("/admin/shop/orders/")

    with django_assert_max_num_queries(20):
        client.get("/admin/shop/orders/")


def test_m17_manager_marks_paid_ships_and_completes(enter, make_order, make_method):
    make_method("Post", "BG")
    order = make_order(quantities=(2,), ships=True)
    line = order.lines.get()
    client = enter("Shop managers")
    page = client.get(reverse("shop_orders:inspect", args=[order.pk])).content.decode()
    states = []

    for action, data in [
        ("paid", {"reason": "by bank"}),
        ("ship", {"parcels": "0", f"line-{line.pk}": "1"}),
        ("ship", {"parcels": "0", f"line-{line.pk}": "1"}),
        ("ship", {"parcels": "1", f"line-{line.pk}": "1"}),
        ("complete", {}),
    ]:
        act(client, order, action, **data)
        states.append(Order.objects.get().state)

    assert line.sku in page
    assert states == [State.PAID, State.PARTLY_SHIPPED, State.PARTLY_SHIPPED, State.SHIPPED, State.COMPLETED]
    assert order.events.get(state=State.PAID).reason == "by bank"
    assert Shipment.objects.count() == 2


def test_m17_a_refused_change_is_said(enter, make_order):
    order = make_order()
    client = enter("Shop managers")
    act(client, order, "paid")

    page = act(client, order, "cancel").client.get(reverse("shop_orders:inspect", args=[order.pk])).content.decode()

    assert "This order cannot be changed in this way any more." in page
    assert Order.objects.get().state == State.COMPLETED


@pytest.mark.parametrize("data", [{}, {"parcels": "x"}, {"parcels": "0", "tracking_url": "javascript:alert(1)"}])
def test_m17_odd_parcels_are_refused(enter, make_order, make_method, data):
    make_method("Post", "BG")
    order = make_order(ships=True)
    client = enter("Shop managers")
    act(client, order, "paid")

    answer = act(client, order, "ship", **{f"line-{order.lines.get().pk}": "1"} | data)

    assert (answer.status_code, Shipment.objects.count()) == (302, 0)


def test_m17_support_looks_and_changes_nothing(enter, make_order):
    order = make_order()
    client = enter("Support")

    page = client.get(reverse("shop_orders:inspect", args=[order.pk]))
    act(client, order, "paid")

    assert (page.status_code, Order.objects.get().state) == (200, State.WAITING)
    assert reverse("shop_orders:act", args=[order.pk, "paid"]) not in page.content.decode()


def test_m17_others_see_no_orders(enter, make_order):
    order = make_order()
    client = enter("Editors")

    assert client.get(reverse("shop_orders:inspect", args=[order.pk])).status_code == 302
    assert client.get("/admin/shop/orders/").status_code == 302


def test_m17_unknown_orders_and_actions_are_404(enter, make_order):
    order = make_order()
    client = enter("Shop managers")

    assert client.get("/admin/shop/orders/999999999/", follow=True).status_code == 404
    assert act(client, order, "explode").status_code in (302, 404)
    assert order.events.count() == 1
