"""What the tests of the whole shop stand on."""

import uuid
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale

from conftest import add_live, publish
from shop.catalogue import stock
from shop.catalogue.models import Offer, ProductCategory, ProductPage, ProductVariant, ShopIndexPage
from shop.orders import placing, settling
from shop.orders.models import Cart, CartLine, Order, OrderAddress
from shop.orders.quoting import Buyer, quote
from stoa.accounts.models import User


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def make_offer(db):
    """make_offer("A-1", stock_of=7, **fields): an offer on sale; without a stock as many as one likes are sold."""

    def make(sku="A-1", *, stock_of=None, **fields):
        facts = {
            "translation_key": uuid.uuid4(),
            "name": "Notebook",
            "price": Decimal(10),
            "currency": "EUR",
            "is_on_sale": True,
        }
        offer = Offer.objects.create(sku=sku, **(facts | fields))
        if stock_of is not None:
            stock.count(offer_id=offer.pk, stock=stock_of, user=None)
            offer.refresh_from_db()
        return offer

    return make


@pytest.fixture
def shop(home):
    """A shop with no products at /en/shop/."""
    return add_live(home, ShopIndexPage(title="Shop", slug="shop"))


@pytest.fixture
def make_product(shop):
    """make_product("Notebook", variants=[{"value_1": "small", "sku": "N-S"}], categories=[…], **fields): published."""

    def make(title="Notebook", *, variants=(), categories=(), tags=(), **fields):
        facts = {"sku": title.replace(" ", "-"), "price": Decimal(10), "live": False}
        product = shop.add_child(instance=ProductPage(title=title, **(facts | fields)))
        product.categories = categories
        product.tags.add(*tags)
        product.variants = [ProductVariant(sort_order=place, **each) for place, each in enumerate(variants)]
        product.save_revision().publish()
        return ProductPage.objects.get(pk=product.pk)

    return make


@pytest.fixture
def make_category(english):
    """make_category("Paper", **fields)"""

    def make(name="Paper", *, locale=english, **fields):
        return ProductCategory.objects.create(name=name, locale=locale, **({"slug": name.lower()} | fields))

    return make


@pytest.fixture
def spanish(db):
    return Locale.objects.get_or_create(language_code="es")[0]


@pytest.fixture
def translated(spanish):
    """translated(page, **changes): the page in Spanish, published; its parents come along."""

    def translate(page, **changes):
        copy = page.copy_for_translation(spanish, copy_parents=True)
        for name, value in changes.items():
            setattr(copy, name, value)
        return publish(copy)

    return translate


@pytest.fixture
def make_member(db):
    """make_member("ada", groups=["Moderators"], **fields)"""

    def make(handle="ada", *, groups=(), **fields):
        user = User.objects.create_user(f"{handle}@example.org", "pw", **({"handle": handle} | fields))
        user.groups.set(Group.objects.filter(name__in=groups))
        return user

    return make


@pytest.fixture
def log_in_as(client, make_member):
    """log_in_as("Support"): somebody of this group, whom the client is from now on."""

    def log_in(group):
        user = make_member(slugify(group), groups=[group])
        client.force_login(user)
        return user

    return log_in


@pytest.fixture
def buy(db):
    """buy(member, product, product): a paid order of the first offer of each."""

    def make(user, *products, email="buyer@example.com"):
        now = timezone.now()
        cart = Cart.objects.create(changed_at=now)
        for product in products:
            offer = Offer.objects.filter(translation_key=product.translation_key).order_by("pk").first()
            CartLine.objects.create(
                cart=cart, offer=offer, quantity=1, price_seen=offer.price, currency="EUR", added_at=now
            )
        buyer = Buyer(language="en", user=user or AnonymousUser(), email=email, country="BG")
        total = quote(cart=cart, buyer=buyer, now=now).total
        purchase = placing.Purchase(checkout_key=cart.checkout_key, buyer=buyer, total=total)
        order = placing.place(cart=cart, purchase=purchase, now=now)
        settling.mark_paid(order_id=order.pk, now=now)
        return Order.objects.get(pk=order.pk)

    return make


@pytest.fixture
def make_order(make_offer):
    """make_order(email=…, user=…, language="en", quantities=(2, 1), address={…}, **offer): placed, not yet paid.

    Its offers, one for each quantity, are not shipped unless `ships` says so.
    """

    def make(*, user=None, email="buyer@example.com", language="en", quantities=(1,), address=None, **fields):
        now = timezone.now()
        cart = Cart.objects.create(changed_at=now)
        for number, quantity in enumerate(quantities):
            facts = {"ships": False, "name": f"Notebook {number}", "stock_of": 50} | fields
            offer = make_offer(f"S-{cart.pk}-{number}", **facts)
            CartLine.objects.create(
                cart=cart, offer=offer, quantity=quantity, price_seen=offer.price, currency="EUR", added_at=now
            )
        buyer = Buyer(language=language, user=user or AnonymousUser(), email=email, country="BG")
        purchase = placing.Purchase(
            checkout_key=cart.checkout_key,
            buyer=buyer,
            total=quote(cart=cart, buyer=buyer, now=now).total,
            addresses={OrderAddress.SHIPPING: address} if address else {},
        )
        return placing.place(cart=cart, purchase=purchase, now=now)

    return make
