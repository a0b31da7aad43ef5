"""What each buyer of a race does, in a process of its own (`stoa.core.tests.racing`)."""

import threading
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from django.core import mail
from django.test import Client, override_settings

from shop.orders import cart as carts
from shop.orders import coupons, mailing, placing, sending
from shop.orders.downloads import taking
from shop.orders.exceptions import ShipmentRefused
from shop.orders.models import Cart, Order, Shipment
from shop.orders.quoting import Buyer, quote
from stoa.accounts.models import User
from stoa.core.money import Money

#: Within a process, so that what is counted is one's own; the processes meet in the database.
_ONE_AT_A_TIME = threading.Lock()


def use_coupon(argument):
    """ "3 order-7 ada@example.org": the order uses the coupon."""
    coupon_id, order_key, email = argument.split()
    coupons.redeem(
        coupon_id=int(coupon_id),
        order_key=order_key,
        user=None,
        email=email,
        discount=Money(Decimal(5), "EUR"),
        now=datetime.now(UTC),
    )
    return "used"


def give_back(order_key):
    return "given back" if coupons.give_back(order_key=order_key, now=datetime.now(UTC)) else "nothing"


def send_mail(mail_id):
    """Each process has its own memory as mail server: what this thread put there counts."""
    with _ONE_AT_A_TIME:
        before = len(getattr(mail, "outbox", []))
        mailing.send_owed(int(mail_id))
        return "sent" if len(getattr(mail, "outbox", [])) > before else "nothing"


def send_mail_to_death(mail_id):
    """The worker is killed while the mail server has the mail."""
    with override_settings(EMAIL_BACKEND="shop.orders.tests.mail_servers.Deadly"):
        mailing.send_owed(int(mail_id))


def send_mail_and_die(mail_id):
    """The worker is killed when the mail server has taken the mail."""
    with override_settings(EMAIL_BACKEND="shop.orders.tests.mail_servers.Curt"):
        mailing.send_owed(int(mail_id))


def ship_one(argument):
    """ "7 12": one piece of line 12 of order 7 leaves the shop; who was too late looks again."""
    order_id, line_id = map(int, argument.split())
    while True:
        parcels = Shipment.objects.filter(order=order_id).count()
        with suppress(ShipmentRefused):
            sending.ship(order_id=order_id, quantities={line_id: 1}, parcels_before=parcels, now=datetime.now(UTC))
            return "shipped"


def take_file(argument):
    """ "7 3 5": take file 5 by right 3 of order 7; answers the download."""
    order_id, right_id, file_id = map(int, argument.split())
    order = Order.objects.get(pk=order_id)
    return str(taking.take(order=order, right_id=right_id, file_id=file_id, now=datetime.now(UTC)).pk)


def save_rate(argument):
    """ "3 2030-01-01": member 3 saves a tax rate of Norway from that day on, in the admin."""
    user_id, day = argument.split()
    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    rate = {"country": "NO", "region": "", "tax_class": "standard", "percent": "25", "valid_from": day, "valid_to": ""}
    answer = client.post("/admin/shop/taxes/new/", rate)
    return {302: "saved", 200: "told"}.get(answer.status_code, str(answer.status_code))


def buy(argument):
    """ "7 12.50 6f9c…": order what is in cart 7, which was seen to cost 12.50; answers the key of the order."""
    cart_id, total, checkout_key = argument.split()
    purchase = placing.Purchase(
        checkout_key=UUID(checkout_key),
        buyer=Buyer(language="en", email=f"buyer{cart_id}@example.org"),
        total=Money(Decimal(total), "EUR"),
    )
    return str(placing.place(cart=Cart.objects.get(pk=cart_id), purchase=purchase, now=datetime.now(UTC)).key)


def seen(cart):
    """The argument of `buy` for who has looked at the cart."""
    now = datetime.now(UTC)
    found = quote(cart=cart, buyer=Buyer(language="en", email=f"buyer{cart.pk}@example.org"), now=now)
    return f"{cart.pk} {found.breakdown.total} {cart.checkout_key}"


def log_in(argument):
    """ "6f9c… 3": the cart of this key comes along with member 3."""
    key, user_id = argument.split()
    carts.merge(key=UUID(key), user=User.objects.get(pk=user_id), now=datetime.now(UTC))
    return str(Cart.objects.filter(user_id=user_id).count())
