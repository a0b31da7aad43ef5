"""Carts for the tests of pricing: by hand, by chance, and as strategies of hypothesis."""

from decimal import Decimal

from hypothesis import strategies as st

from shop.orders.pricing import CouponKind, CouponTerms, Line, ShippingTerms, TaxRates
from stoa.core.money import smallest_unit

CURRENCIES = ("EUR", "JPY", "KWD")
CLASSES = ("standard", "intermediate", "reduced", "super-reduced", "books")
CATEGORIES = ("prints", "books", "paper")


def make_line(key="a", unit="10.00", quantity=1, listed=None, **fields):
    return Line(key=key, quantity=quantity, unit=Decimal(unit), listed=Decimal(listed or unit), **fields)


def rates(**percents):
    return TaxRates({tax_class: Decimal(percent) for tax_class, percent in percents.items()})


def amounts(currency, highest=100_000):
    return st.integers(0, highest).map(lambda units: units * smallest_unit(currency))


@st.composite
def lines(draw, currency):
    keys = draw(st.lists(st.text("abcdef", min_size=1, max_size=3), min_size=1, max_size=8, unique=True))
    return [
        Line(
            key=key,
            quantity=draw(st.integers(1, 99)),
            listed=draw(amounts(currency)),
            unit=draw(amounts(currency)),
            tax_class=draw(st.sampled_from(CLASSES)),
            categories=draw(st.frozensets(st.sampled_from(CATEGORIES), max_size=2)),
            offer_id=number,
        )
        for number, key in enumerate(keys)
    ]


@st.composite
def coupons(draw, currency):
    kind = draw(st.sampled_from(CouponKind))
    percents = st.decimals(0, 100, places=2)
    return CouponTerms(
        kind=kind,
        value=draw(percents if kind == CouponKind.PERCENT else amounts(currency, 10_000_000)),
        minimum=draw(st.one_of(st.just(Decimal(0)), amounts(currency))),
        categories=draw(st.frozensets(st.sampled_from(CATEGORIES), max_size=2)),
        offers=draw(st.frozensets(st.integers(0, 7), max_size=2)),
        free_shipping=draw(st.booleans()),
        coupon_id=1,
    )


@st.composite
def carts(draw):
    """The arguments of `price`."""
    currency = draw(st.sampled_from(CURRENCIES))
    percents = st.decimals(0, 30, places=1)
    shipping = st.builds(ShippingTerms, price=amounts(currency), tax_class=st.sampled_from(CLASSES))
    return {
        "lines": draw(lines(currency)),
        "currency": currency,
        "coupon": draw(st.none() | coupons(currency)),
        "shipping": draw(st.none() | shipping),
        "rates": TaxRates(draw(st.dictionaries(st.sampled_from(CLASSES), percents))),
        "prices_include_tax": draw(st.booleans()),
    }


def random_cart(random):
    """The same by chance, many times as fast."""
    currency = random.choice(CURRENCIES)
    unit = smallest_unit(currency)

    def amount(highest=100_000):
        return random.randrange(highest) * unit

    percent = random.random() < 0.5
    coupon = CouponTerms(
        kind=CouponKind.PERCENT if percent else CouponKind.AMOUNT,
        value=Decimal(random.randrange(10_001)) / 100 if percent else amount(1_000_000),
        categories=frozenset(random.sample(CATEGORIES, random.randrange(3))),
        free_shipping=random.random() < 0.2,
    )
    return {
        "lines": [
            Line(
                key=str(number),
                quantity=random.randrange(1, 20),
                listed=amount(),
                unit=amount(),
                tax_class=random.choice(CLASSES),
                categories=frozenset(random.sample(CATEGORIES, 1)),
            )
            for number in range(random.randrange(1, 7))
        ],
        "currency": currency,
        "coupon": coupon if random.random() < 0.7 else None,
        "shipping": ShippingTerms(price=amount(), tax_class=random.choice(CLASSES)) if random.random() < 0.7 else None,
        "rates": TaxRates({name: Decimal(random.randrange(300)) / 10 for name in CLASSES[: random.randrange(5)]}),
        "prices_include_tax": random.random() < 0.5,
    }
