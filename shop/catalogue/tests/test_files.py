"""M20: the files of downloads in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile

from shop.catalogue.models import Offer, OfferFile
from stoa.accounts.models import User
from stoa.accounts.roles import SHOP_MANAGERS


@pytest.fixture
def manager(client, db):
    user = User.objects.create_user("shop@example.org", "pw")
    user.groups.add(Group.objects.get(name=SHOP_MANAGERS))
    client.force_login(user)
    return client


@pytest.fixture
def download(make_offer):
    return make_offer("PLAN-1", kind=Offer.DOWNLOAD, ships=False)


def form(content=b"%PDF", name="plan.pdf", **fields):
    upload = {"file": SimpleUploadedFile(name, content)} if content else {}
    return {"title": "Plan", "skus": "plan-1", "place": "1"} | upload | fields


def test_m20_a_manager_puts_a_file_to_its_offer_and_replaces_it(manager, download, django_capture_on_commit_callbacks):
    manager.post("/admin/shop/files/new/", form())
    row = OfferFile.objects.get()
    first = (row.name, row.version, row.size, list(row.offers.all()))
    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"/admin/shop/files/edit/{row.pk}/", form(b"%PDF-2", "план 2.pdf"))
    before, row = row, OfferFile.objects.get()
    manager.post(f"/admin/shop/files/edit/{row.pk}/", form(None, title="The plan"))

    kept = OfferFile.objects.get()
    assert first == ("plan.pdf", 1, 4, [download])
    assert (kept.title, kept.name, kept.version, kept.file.read()) == ("The plan", "план 2.pdf", 2, b"%PDF-2")
    assert not row.file.storage.exists(before.file.name)
    kept.file.close()


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"skus": "PLAN-1, NOPE"}, "There are no downloads with these numbers: NOPE"),
        ({"skus": "GOODS-1"}, "There are no downloads with these numbers: GOODS-1"),
        ({"skus": " , "}, "There are no downloads"),
        ({"name": "plan.html"}, "is not allowed"),
        ({"content": b""}, "This field is required"),
    ],
)
def test_m20_what_is_wrong_is_said(manager, download, make_offer, fields, error):
    make_offer("GOODS-1")

    answer = manager.post("/admin/shop/files/new/", form(**fields))

    assert error in answer.text
    assert OfferFile.objects.count() == 0


def test_m20_the_list_asks_the_same_of_the_database_for_many(manager, download, django_assert_max_num_queries):
    for number in range(3):
        manager.post("/admin/shop/files/new/", form(title=f"Plan {number}"))
    manager.get("/admin/shop/files/")

    with django_assert_max_num_queries(20):
        page = manager.get("/admin/shop/files/?q=plan")

    assert page.text.count("PLAN-1") == 3


def test_m20_a_deleted_row_takes_its_file_along(manager, download, django_capture_on_commit_callbacks):
    manager.post("/admin/shop/files/new/", form())
    row = OfferFile.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        manager.post(f"/admin/shop/files/delete/{row.pk}/")

    assert (OfferFile.objects.count(), row.file.storage.exists(row.file.name)) == (0, False)


def test_m20_only_managers_come_in(client, db):
    client.force_login(User.objects.create_user("mia@example.org", "pw"))

    assert client.get("/admin/shop/files/").status_code == 302
