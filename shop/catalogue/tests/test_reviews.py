"""M26: who may review, what is taken, and that it is one review however often it is sent."""

import uuid

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone, translation

from community.activity.models import Action
from community.moderation import sanctions
from community.moderation.models import Sanction
from shop.catalogue.models import Offer, Review, ReviewState
from shop.catalogue.reviews import moderating, writing
from shop.catalogue.reviews.exceptions import ReviewRefused
from shop.catalogue.reviews.writing import Draft
from shop.orders import claiming
from shop.orders.models import Order, OrderLine, State
from stoa.accounts.models import User
from stoa.core.models import SiteSettings

DRAFT = Draft(stars=4, title="Good paper", text="It takes ink.", language="en")
SAID = {"stars": "4", "title": "Good paper", "text": "It takes ink."}


@pytest.fixture
def product(make_product):
    return make_product(kind=Offer.DOWNLOAD)


def form_of(product):
    return reverse("review_write", args=[product.translation_key])


def send(client, product, **changes):
    return client.post(form_of(product), SAID | changes)


def test_m26_buyer_reviews_what_they_bought(client, buyer, product):
    response = send(client, product)

    review = Review.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{product.url}#review-{review.pk}")
    assert (review.user, review.stars, review.title, review.text) == (buyer, 4, "Good paper", "It takes ink.")
    assert (review.state, review.translation_key) == (ReviewState.SHOWN, product.translation_key)
    assert "Good paper" in client.get(product.url).text


def test_m26_others_are_told_why_not(client, ada, product):
    client.force_login(ada)

    shown, sent = client.get(form_of(product)), send(client, product)

    assert "Only who has bought it" in shown.text
    assert '<textarea name="text"' not in shown.text
    assert (sent.status_code, Review.objects.count()) == (422, 0)


def test_m26_visitor_is_led_to_the_log_in(client, product):
    response = client.get(form_of(product))

    assert response.status_code == 302
    assert f"next={form_of(product).replace('/', '%2F')}" in response["Location"]
    in_place = client.get(form_of(product), HTTP_HX_REQUEST="true")
    assert (in_place.status_code, "Log in" in in_place.text) == (200, True)


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED, State.EXPIRED, State.REFUNDED])
def test_m26_order_that_is_not_settled_is_no_purchase(client, buyer, product, state):
    Order.objects.update(state=state)

    assert send(client, product).status_code == 422


def test_m26_what_was_taken_back_wholly_is_no_purchase(client, buyer, product):
    OrderLine.objects.update(quantity=1, refunded=1)

    assert send(client, product).status_code == 422


def test_m26_order_of_another_product_or_member_is_no_purchase(client, ada, product, make_product, make_member, buy):
    buy(ada, make_product("Other", kind=Offer.DOWNLOAD))
    buy(make_member("bea"), product)
    client.force_login(ada)

    assert send(client, product).status_code == 422


def test_m26_guest_order_counts_once_it_is_claimed(client, ada, product, buy):
    buy(None, product, email=ada.email)
    client.force_login(ada)
    before = send(client, product).status_code
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    claiming.claim(user=ada)

    assert (before, send(client, product).status_code) == (422, 302)


@pytest.mark.parametrize("stars", ["0", "6", "-1", "1.5", "٣", "", "5 ", "1e0", "five", "9" * 400])
def test_m26_stars_are_one_to_five(client, buyer, product, stars):
    response = send(client, product, stars=stars)

    assert (response.status_code, Review.objects.count()) == (422, 0)
    assert "Choose one to five stars." in response.text
    assert "It takes ink." in response.text


@pytest.mark.parametrize(
    "changes", [{"text": "x" * 10_000}, {"title": "x" * 10_000}, {"title": ""}, {"title": "a\x07b"}, {"title": "   "}]
)
def test_m26_what_is_too_long_or_empty_is_said_beside_its_field(client, buyer, product, changes):
    response = send(client, product, **changes)

    assert (response.status_code, Review.objects.count()) == (422, 0)
    assert "field__error" in response.text


def test_m26_markup_is_text_and_markdown_is_safe(client, buyer, product):
    send(client, product, title="<b>Fat</b>", text="<script>alert(1)</script> **bold** [x](javascript:alert(1))")

    page = client.get(product.url).text
    assert "&lt;b&gt;Fat&lt;/b&gt;" in page
    assert "<strong>bold</strong>" in page
    assert "<script>alert(1)" not in page
    assert 'href="javascript' not in page


def test_m26_words_from_right_to_left_bring_their_direction(client, buyer, product):
    send(client, product, title="דפתר טוב", text="\u202eevil\u202c שלום 🪵")

    assert 'dir="auto" lang="en">דפתר טוב' in client.get(product.url).text


@pytest.mark.parametrize("key", [uuid.UUID(int=0), uuid.uuid4()])
def test_m26_foreign_key_is_not_found(client, buyer, key):
    address = reverse("review_write", args=[key])

    assert [client.get(address).status_code, client.post(address, SAID).status_code] == [404, 404]
    assert client.post(reverse("review_delete", args=[key])).status_code == 404


@pytest.mark.parametrize("number", ["0", "999999999999999999"])
def test_m26_review_that_is_not_there_is_not_found(client, db, home, number):
    assert client.get(f"/en/reviews/{number}/").status_code == 404


def test_m26_second_tab_changes_the_one_review(client, buyer, product):
    send(client, product)
    send(client, product, stars="1", title="Bad after all")

    review = Review.objects.get()
    assert (review.stars, review.title, review.edited_at is not None) == (1, "Bad after all", True)


def test_m26_same_form_twice_changes_nothing(client, buyer, product):
    send(client, product)
    send(client, product)

    assert Review.objects.get().edited_at is None


def test_m26_one_review_in_all_languages(client, buyer, product, translated):
    copy = translated(product, title="Cuaderno")
    send(client, product)
    with translation.override("es"):
        address = form_of(product)
    client.post(address, SAID | {"title": "Bueno"})

    review = Review.objects.get()
    assert (review.title, review.language) == ("Bueno", "es")
    assert "Bueno" in client.get(copy.url).text


def test_m26_reading_the_form_or_deleting_by_get_writes_nothing(client, buyer, product):
    send(client, product)

    assert client.get(form_of(product)).status_code == 200
    assert client.get(reverse("review_delete", args=[product.translation_key])).status_code == 405
    assert Review.objects.count() == 1


def test_m26_silenced_member_may_not_write(client, buyer, product, make_member):
    sentence = sanctions.Sentence(kind=Sanction.Kind.SILENCE, reason="rude")
    sanctions.give(member=buyer, sentence=sentence, moderator=make_member("mod", is_superuser=True), now=timezone.now())

    response = send(client, product)

    assert (response.status_code, Review.objects.count()) == (422, 0)
    assert "You may not write here" in response.text


def test_m26_by_setting_reviews_wait_for_a_moderator(client, buyer, product, site):
    settings = SiteSettings.for_site(site)
    settings.reviews_are_read_first = True
    settings.save()

    send(client, product)

    assert Review.objects.get().state == ReviewState.WAITING
    assert "Good paper" not in client.get(product.url).text
    assert "Good paper" in client.get(form_of(product)).text


def test_m26_links_wait_for_a_moderator(client, buyer, product):
    send(client, product, text="https://a.example https://b.example")

    assert Review.objects.get().state == ReviewState.WAITING


def test_m26_what_was_hidden_stays_hidden_when_it_is_changed(client, buyer, product):
    send(client, product)
    Review.objects.update(state=ReviewState.HIDDEN)

    send(client, product, title="Still rude")

    assert Review.objects.get().state == ReviewState.HIDDEN


def test_m26_what_was_hidden_stays_hidden_when_it_is_deleted_and_written_anew(client, buyer, product):
    send(client, product)
    Review.objects.update(state=ReviewState.HIDDEN)

    client.post(reverse("review_delete", args=[product.translation_key]))
    emptied = Review.objects.get()
    form = client.get(form_of(product)).text
    send(client, product, title="Once more")

    review = Review.objects.get()
    assert (emptied.title, emptied.text, emptied.text_html) == ("", "", "")
    assert ("Write a review" in form, "Good paper" in form, "Delete your review" in form) == (True, False, False)
    assert (review.title, review.state) == ("Once more", ReviewState.HIDDEN)


def test_m26_moderators_do_not_meet_what_is_left_of_a_deleted_review(client, buyer, product):
    send(client, product)
    Review.objects.update(state=ReviewState.HIDDEN)
    writing.delete(author=buyer, key=product.translation_key)
    key = str(Review.objects.get().pk)

    moderating.show(key)
    moderating.delete(key)

    assert Review.objects.get().state == ReviewState.HIDDEN
    assert writing.delete(author=buyer, key=product.translation_key) is False


@pytest.mark.parametrize("keeps_content", [True, False])
def test_u17_nothing_is_left_of_a_deleted_review_when_its_author_goes(client, buyer, product, keeps_content):
    send(client, product)
    Review.objects.update(state=ReviewState.HIDDEN)
    writing.delete(author=buyer, key=product.translation_key)

    writing.erase(author=buyer, keep_content=keeps_content)

    assert Review.objects.count() == 0


def test_u17_review_of_an_account_that_is_just_erased_is_refused(buyer, product, now):
    User.objects.filter(pk=buyer.pk).delete()

    with pytest.raises(ReviewRefused) as refusal:
        writing.write(author=buyer, key=product.translation_key, draft=DRAFT, is_read_first=False, now=now)

    assert refusal.type is ReviewRefused


def test_c04_review_is_told_once(client, buyer, product, now):
    send(client, product)
    send(client, product, title="Better")

    action = Action.objects.get(verb="reviewed")
    assert (action.actor, action.kind, action.key) == (buyer, "review", str(Review.objects.get().pk))
    assert ">Ada</bdi></a> reviewed <a" in client.get("/en/people/ada/activity/").text


def test_m26_too_many_are_refused(client, buyer, product):
    codes = [send(client, product, title=f"Title {number}").status_code for number in range(21)]

    assert codes == [302] * 20 + [429]


def test_m26_review_leads_to_its_place(client, buyer, product, make_member, now):
    send(client, product)
    first = Review.objects.get()
    for number in range(10):
        Review.objects.create(
            translation_key=product.translation_key,
            user=None,
            stars=3,
            title=f"T{number}",
            language="en",
            created_at=now,
        )
    Review.objects.filter(pk=first.pk).update(created_at=product.first_published_at)

    response = client.get(reverse("review", args=[first.pk]))

    assert response["Location"] == f"{product.url}?reviews=2#review-{first.pk}"
