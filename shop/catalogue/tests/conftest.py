"""Fixtures of the tests of reviews."""

from datetime import timedelta

import pytest

from shop.catalogue.models import Review


@pytest.fixture
def review(make_member, now):
    """review(product, stars, title="Good", user=…, **fields): shown."""
    made = []

    def make(product, stars=4, **fields):
        made.append(stars)
        facts = {
            "user": fields.pop("user", None) or make_member(f"reviewer{len(made)}", display_name=f"Name {len(made)}"),
            "title": f"Title {len(made)}",
            "language": "en",
            "created_at": now + timedelta(seconds=len(made)),
        }
        row = Review(translation_key=product.translation_key, stars=stars, **(facts | fields))
        row.set_text(f"Text {len(made)}")
        row.save()
        return row

    return make


@pytest.fixture
def ada(make_member):
    return make_member("ada", display_name="Ada")


@pytest.fixture
def buyer(client, ada, product, buy):
    """Ada, who has bought it and is logged in."""
    buy(ada, product)
    client.force_login(ada)
    return ada
