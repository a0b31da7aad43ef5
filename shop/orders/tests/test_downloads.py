"""M20: files that were bought: for their buyers alone, counted, and whole however often the transfer breaks off."""

from collections import Counter
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from shop.catalogue.models import OfferFile
from shop.orders import fulfilment, links, settling, states
from shop.orders.downloads import rights, taking
from shop.orders.exceptions import DownloadRefused, DownloadsUsedUp
from shop.orders.models import Download, DownloadRight, State
from shop.orders.tests.downloaders import BYTES, body, fetch, left, take, take_url
from stoa.accounts.models import User
from stoa.core.tests.racing import COMMITTING, race


def test_m20_a_member_takes_a_file(client, mia, bought):
    order = bought(user=mia)

    taken = take(client, order)
    answer = client.get(taken["Location"])

    assert (taken.status_code, answer.status_code, body(answer)) == (303, 200, BYTES)
    assert answer["Content-Disposition"] == 'attachment; filename="plan.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert left(order) == 4


def test_m20_a_guest_takes_a_file_by_the_link_in_the_mail(client, bought):
    order = bought()
    token = links.token(order)

    page = client.get(reverse("order", args=[order.key]), {"token": token})
    answer = client.get(take(client, order, token=token)["Location"])

    assert take_url(order) in page.text
    assert body(answer) == BYTES


def test_m20_nobody_else_gets_a_file(client, mia, bought):
    order = bought(user=mia)
    address, stranger = take(client, order)["Location"], Client()
    stranger.force_login(User.objects.create_user("eva@example.org", "pw"))

    answers = [each.get(address) for each in (Client(), stranger)]
    posts = [take(each, order) for each in (Client(), stranger)]

    assert [answer.status_code for answer in [*answers, *posts]] == [404] * 4
    assert Download.objects.count() == 1


def test_m20_a_download_of_another_order_is_not_there(client, mia, bought, make_order):
    order, other = bought(user=mia), make_order(user=mia)
    download = taking.take(
        order=order,
        right_id=DownloadRight.objects.get().pk,
        file_id=OfferFile.objects.get().pk,
        now=timezone.now(),
    )

    answers = [
        client.get(reverse("order_download", args=[other.key, download.pk])),
        client.get(reverse("order_download", args=[order.key, 10**17])),
        client.post(reverse("order_take_file", args=[other.key, download.right_id, download.file_id])),
        client.post(reverse("order_take_file", args=[order.key, 10**17, 10**17])),
    ]

    assert [answer.status_code for answer in answers] == [410, 410, 302, 302]


def test_m20_nothing_before_it_is_paid(client, mia, bought):
    order = bought(user=mia, is_paid=False)

    page = client.get(reverse("order", args=[order.key]))

    assert DownloadRight.objects.count() == 0
    assert "Your files" not in page.text


def test_m20_nothing_after_the_money_went_back(client, mia, bought):
    order = bought(user=mia)
    address = take(client, order)["Location"]

    fulfilment.undo(order=order, lines=list(order.lines.all()), now=timezone.now())

    assert [client.get(address).status_code, take(client, order).status_code] == [410, 302]
    assert "Your files" not in client.get(reverse("order", args=[order.key])).text
    assert rights.renew(order_id=order.pk, now=timezone.now(), user=None) == 0


def test_m20_a_refunded_order_gives_nothing_though_nobody_undid_its_lines(client, mia, bought):
    order = bought(user=mia)
    address = take(client, order)["Location"]
    states.change(order=order, state=State.REFUNDED, now=timezone.now())

    assert client.get(address).status_code == 410


def test_m20_of_three_pieces_one_given_back_leaves_two(bought):
    order = bought(3)
    order.lines.update(refunded=1)

    assert left(order) == 10


def test_m20_who_asks_again_goes_on_with_the_same_download(client, mia, bought):
    order = bought(user=mia)

    addresses = {take(client, order)["Location"] for _ in range(9)}

    assert (len(addresses), left(order)) == (1, 4)


def test_m20_a_download_is_over_after_a_day_and_there_are_only_so_many(client, mia, bought, settings):
    settings.SHOP_DOWNLOAD_LIMIT = 2
    order = bought(user=mia)
    first = take(client, order)["Location"]
    yesterday = timezone.now() - taking.GOOD_FOR - timedelta(minutes=1)
    Download.objects.update(taken_at=yesterday)
    DownloadRight.objects.update(counted_from=yesterday)

    over = client.get(first)
    second = fetch(client, order)
    Download.objects.update(taken_at=yesterday)
    used_up = client.post(take_url(order), follow=True)

    assert (over.status_code, second.status_code) == (410, 200)
    assert str(DownloadsUsedUp.message) in used_up.text
    assert (Download.objects.count(), left(order)) == (2, 0)


def test_m20_the_time_ends_and_staff_begin_it_anew(client, mia, bought, django_user_model):
    order = bought(user=mia)
    take(client, order)
    Download.objects.update(taken_at=timezone.now() - timedelta(days=2))
    DownloadRight.objects.update(until=timezone.now() - timedelta(days=1), counted_from=timezone.now() - timedelta(9))
    ended = client.post(take_url(order), follow=True)
    staff = Client()
    staff.force_login(User.objects.create_superuser("shop@example.org", "pw"))

    page = staff.get(reverse("shop_orders:inspect", args=[order.pk]))
    staff.post(reverse("shop_orders:act", args=[order.pk, "downloads"]), {"reason": "lost her laptop"})

    assert str(DownloadRefused.message) in ended.text
    assert "The time to download ended" in ended.text
    assert "4 of 5 downloads left" in page.text
    assert left(order) == 5
    assert fetch(client, order).status_code == 200
    assert order.events.get(name="downloads_renewed").reason == "lost her laptop"


def test_m20_files_are_on_the_page_in_the_mail_and_in_the_account(
    client, mia, bought, make_file, django_capture_on_commit_callbacks
):
    order = bought(user=mia, is_paid=False)
    make_file(order.lines.get().offer, name="plan.epub", title="For readers")
    with django_capture_on_commit_callbacks(execute=True):
        settling.mark_paid(order_id=order.pk, now=timezone.now())

    sent, account = mail.outbox[-1], client.get(reverse("downloads"))
    page = client.get(reverse("order", args=[order.key]))

    for text in (sent.body, sent.alternatives[0][0], account.text, page.text):
        assert "For readers" in text
        assert "EPUB, " in text


def test_m20_a_line_without_files_says_so(client, mia, bought):
    order = bought(user=mia)
    OfferFile.objects.all().delete()

    assert "The file is not there yet" in client.get(reverse("order", args=[order.key])).text


@pytest.mark.parametrize("number", [1, 3])
def test_m20_many_files_ask_no_more_of_the_database(
    client, mia, bought, make_file, number, django_assert_max_num_queries
):
    for _ in range(number):
        order = bought(user=mia)
        for _file in range(number):
            make_file(order.lines.get().offer)
    client.get(reverse("downloads"))

    with django_assert_max_num_queries(9):
        client.get(reverse("downloads"))
    with django_assert_max_num_queries(16):
        client.get(reverse("order", args=[order.key]))


@COMMITTING
def test_m20_twenty_who_ask_for_the_last_download_take_one(bought, settings, tmp_path):
    order = bought()
    right, file = DownloadRight.objects.get(), OfferFile.objects.get()
    yesterday = timezone.now() - timedelta(days=2)
    DownloadRight.objects.update(counted_from=yesterday)
    for _ in range(right.most - 1):
        Download.objects.create(right=right, file=file, version=1, taken_at=yesterday)

    answers = race("shop.orders.tests.buyers:take_file", [f"{order.pk} {right.pk} {file.pk}"] * 20, tmp_path)

    assert len(Counter(answers)) == 1
    assert Download.objects.count() == right.most
