"""What the ledger of the stock calls orders."""

from django.urls import reverse

from shop.catalogue import owners


def test_m03_ledger_leads_to_the_order(make_order, django_assert_num_queries):
    order = make_order()

    with django_assert_num_queries(1):
        found = owners.find_all({str(order.key), "no order", "9" * 36})

    assert {key: (owner.name, owner.url) for key, owner in found.items()} == {
        str(order.key): (order.number, reverse("shop_orders:inspect", args=[order.pk]))
    }
