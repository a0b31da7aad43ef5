"""The admin says that invoices do not name who sells, to whoever can mend it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from shop.orders.models import SellerDetails
from stoa.accounts.models import User

WARNING = "Invoices do not say who sells"


@pytest.fixture
def desk(client, db):
    """desk("Shop managers"): the first page of the admin, as one of them sees it."""

    def get(group):
        user = User.objects.create_user(f"{group[:4]}@example.org", "pw", handle=group[:4].lower())
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user)
        return client.get(reverse("wagtailadmin_home")).text

    return get


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (None, "Missing: company, address."),
        ({"company": " ", "address": "Sofia"}, "Missing: company."),
        ({"company": "Lucerne Press"}, "Missing: address."),
        ({"company": "Lucerne Press", "address": "Sofia"}, ""),
    ],
)
def test_shop_managers_are_warned_until_invoices_say_who_sells(desk, make_offer, facts, missing):
    make_offer()
    if facts:
        SellerDetails.objects.create(**facts)

    page = desk("Shop managers")

    assert (WARNING in page) == bool(missing)
    assert missing in page


def test_a_site_that_sells_nothing_is_not_warned(desk, make_offer):
    make_offer(is_on_sale=False)

    assert WARNING not in desk("Shop managers")


def test_who_cannot_mend_it_is_not_warned(desk, make_offer):
    make_offer()

    assert WARNING not in desk("Support")
