"""What each reviewer of a race does, in a process of its own (`stoa.core.tests.racing`)."""

from datetime import UTC, datetime
from uuid import UUID

from shop.catalogue.reviews import buyers, writing
from shop.catalogue.reviews.writing import Draft
from stoa.accounts.models import User


def write(argument):
    """ "3 6f9c… 5": member 3 gives the product five stars; answers which review that is."""
    user_id, key, stars = argument.split()
    buyers.register("orders", lambda user, asked: True)
    draft = Draft(stars=int(stars), title="Good", text="", language="en")
    author = User.objects.get(pk=user_id)
    review = writing.write(author=author, key=UUID(key), draft=draft, is_read_first=False, now=datetime.now(UTC))
    return str(review.pk)
