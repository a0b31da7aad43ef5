"""The dashboard of who looks after orders."""

import pytest


@pytest.mark.parametrize(("role", "is_shown"), [("Support", True), ("Shop managers", True), ("Editors", False)])
def test_dashboard_shows_orders_that_wait(client, make_member, make_order, role, is_shown):
    make_order()
    client.force_login(make_member("worker", groups=[role]))

    html = client.get("/admin/").content.decode()

    assert ('href="/admin/shop/orders/?state=waiting"><strong>1</strong> Waiting for payment' in html) == is_shown
