"""What moderators do to a review, named by its key as a thing; all are quiet when it is gone."""

from django.db import transaction

from shop.catalogue.models import Review, ReviewState
from shop.catalogue.reviews import freshness, news


@transaction.atomic
def show(key: str) -> None:
    """Also one that waited: then it becomes news."""
    review = _set_state(key, ReviewState.SHOWN)
    if review:
        news.tell(review)


@transaction.atomic
def hide(key: str) -> None:
    """From everybody but its author, who is told."""
    review = _set_state(key, ReviewState.HIDDEN)
    if review:
        news.tell_of_hiding(review)


@transaction.atomic
def delete(key: str) -> None:
    """For good."""
    review = Review.objects.select_for_update().filter(pk=key).said().first()
    if review:
        review.delete()
        freshness.changed(review)


@transaction.atomic
def _set_state(key: str, state: ReviewState) -> Review | None:
    """The review, if it was in another state."""
    reviews = Review.objects.select_related("user").select_for_update(of=("self",))
    review = reviews.filter(pk=key).said().exclude(state=state).first()
    if review is None:
        return None
    review.state = state
    review.save(update_fields=["state"])
    freshness.changed(review)
    return review
