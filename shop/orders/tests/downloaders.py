"""What a buyer of a download does, in tests."""

from django.urls import reverse
from django.utils import timezone

from shop.catalogue.models import OfferFile
from shop.orders.downloads import listing
from shop.orders.models import DownloadRight

BYTES = bytes(range(256)) * 4


def take_url(order):
    right = DownloadRight.objects.get(line__order=order)
    return reverse("order_take_file", args=[order.key, right.pk, OfferFile.objects.get().pk])


def take(client, order, **data):
    return client.post(take_url(order), data)


def fetch(client, order, **headers):
    """Take the file and read what the address answers."""
    return client.get(take(client, order)["Location"], headers=headers)


def body(answer):
    return b"".join(answer.streaming_content)


def left(order):
    [line] = listing.of_order(order, timezone.now())
    return line.files[0].left
