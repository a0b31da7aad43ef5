"""M21: what is recommended follows payments and refunds at once."""

import pytest
from django.conf import settings

from shop.orders.together import keeping, sets

NEEDS_REDIS = pytest.mark.skipif("redis" not in settings.CACHES["default"]["BACKEND"].lower(), reason="needs Redis")


@NEEDS_REDIS
def test_m21_what_is_given_back_is_not_recommended_any_more(paid, give_back):
    keeping.rebuild()
    payment = paid(quantities=(1, 1))
    kept, returned = payment.order.lines.order_by("position").values_list("translation_key", flat=True)

    before = sets.read([kept])
    give_back(payment, 0, 1)

    assert (before, sets.read([kept])) == ({returned: 1}, {})
