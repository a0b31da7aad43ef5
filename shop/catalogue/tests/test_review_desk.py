"""M26: reports, the queue, what moderators and the shop do, and who is told."""

import pytest
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Action, Notice
from community.moderation import deciding, reporting, subjects
from community.moderation.exceptions import OwnThing
from community.moderation.models import Case
from shop.catalogue.models import Review, ReviewState
from shop.catalogue.reviews import moderating
from stoa.accounts.privacy.registry import registered

LIST = "/admin/shop/reviews/"


@pytest.fixture
def product(make_product):
    return make_product()


@pytest.fixture
def ada(make_member):
    return make_member("ada", display_name="Ada")


@pytest.fixture
def moderator(make_member):
    return make_member("mod", groups=["Moderators"])


@pytest.fixture
def seller(make_member):
    return make_member("seller", groups=["Shop managers"])


@pytest.fixture
def make_review(product, ada, now):
    def make(user=ada, **fields):
        facts = {"title": "It squeaks", "stars": 2, "language": "en", "created_at": now}
        return Review.objects.create(translation_key=product.translation_key, user=user, **(facts | fields))

    return make


def act(client, review, action, **sent):
    return client.post(reverse("shop_reviews:act", args=[review.pk, action]), sent)


def test_c17_reported_review_is_hidden_and_restored(client, product, make_review, make_member, moderator):
    review = make_review()
    client.force_login(make_member("bea"))
    client.post(reverse("report", args=["review", review.pk]), {"reason": "insult", "text": "Rude"})
    case = Case.objects.get()
    deciding.decide(case=case, action="hide", moderator=moderator, note="", now=timezone.now())
    hidden = client.get(product.url).text
    deciding.decide(case=case, action="restore", moderator=moderator, note="", now=timezone.now())

    assert case.member_id == review.user_id
    assert "It squeaks" not in hidden
    assert "It squeaks" in client.get(product.url).text


def test_c17_case_closes_when_the_review_is_deleted(make_review, make_member, moderator):
    review = make_review()
    reporting.report(
        reporter=make_member("bea"), kind="review", key=str(review.pk), reason="spam", text="", now=timezone.now()
    )
    moderating.delete(str(review.pk))

    assert (Review.objects.count(), Case.objects.get().state) == (0, "closed")
    moderating.delete(str(review.pk))
    moderating.hide(str(review.pk))


def test_c17_own_review_is_not_reported(make_review, ada):
    with pytest.raises(OwnThing):
        reporting.report(
            reporter=ada, kind="review", key=str(make_review().pk), reason="spam", text="", now=timezone.now()
        )


def test_c17_queue_counts_what_waits(make_review):
    make_review(state=ReviewState.WAITING)

    waiting = subjects.subject("review").waiting()

    assert (waiting.number, waiting.url) == (1, f"{LIST}?state=waiting")


def test_author_is_told_of_hiding_and_of_the_reply(client, make_review, moderator, seller, ada):
    review = make_review()
    client.force_login(seller)
    act(client, review, "reply", reply="We are **sorry**.")
    act(client, review, "reply", reply="We are very sorry.")
    client.force_login(moderator)
    act(client, review, "hide")
    act(client, review, "hide")

    told = Notice.objects.filter(recipient=ada).order_by("pk").values_list("notice_kind", flat=True)
    assert list(told) == ["review_replied", "review_hidden"]
    client.force_login(ada)
    page = client.get(reverse("notices:list")).text
    assert "The shop replied to your review of" in page
    assert "was hidden by a moderator" in page


def test_reply_stands_below_the_review_and_is_taken_back(client, product, make_review, seller):
    review = make_review()
    client.force_login(seller)
    act(client, review, "reply", reply="We are **sorry**.")
    said = client.get(product.url).text
    act(client, review, "reply", reply="  ")

    assert "We are <strong>sorry</strong>." in said
    assert "The shop replies" not in client.get(product.url).text


def test_long_reply_is_refused(client, make_review, seller):
    review = make_review()
    client.force_login(seller)

    response = client.post(reverse("shop_reviews:act", args=[review.pk, "reply"]), {"reply": "x" * 10_000}, follow=True)

    review.refresh_from_db()
    assert (response.status_code, review.reply) == (200, "")
    assert "too long" in response.text


def test_waiting_review_becomes_news_when_it_is_shown(make_review, product, client):
    review = make_review(state=ReviewState.WAITING)
    moderating.show(str(review.pk))
    moderating.hide(str(review.pk))
    moderating.show(str(review.pk))

    assert Action.objects.filter(verb="reviewed").count() == 1
    assert "It squeaks" in client.get(product.url).text


def test_u10_the_shop_replies_and_moderators_decide(client, make_review, moderator, seller, make_member):
    review = make_review()
    answers = {}
    for name, user in (("mod", moderator), ("seller", seller), ("support", make_member("sup", groups=["Support"]))):
        client.force_login(user)
        acts = ("reply", "hide", "show")
        answers[name] = [client.get(LIST).status_code, *(act(client, review, each).status_code for each in acts)]

    assert answers == {
        "mod": [200, 302, 302, 302],
        "seller": [200, 302, 302, 302],
        "support": [302, 302, 302, 302],
    }
    review.refresh_from_db()
    assert review.state == ReviewState.SHOWN


def test_seller_hides_nothing(client, make_review, seller):
    review = make_review()
    client.force_login(seller)
    for action in ("hide", "delete"):
        act(client, review, action)

    assert Review.objects.get().state == ReviewState.SHOWN


@pytest.mark.parametrize("action", ["nonsense", "Hide"])
def test_unknown_action_is_not_found(client, make_review, moderator, action):
    client.force_login(moderator)

    address = reverse("shop_reviews:act", args=[make_review().pk, action])

    assert client.post(address, follow=True).status_code == 404


@pytest.mark.parametrize("query", ["", "?state=waiting&state=x", "?stars=9&stars=5", "?q=squeaks+Notebook+Ada", "?p=x"])
def test_list_answers_whatever_is_asked(client, make_review, moderator, query):
    make_review()
    client.force_login(moderator)

    assert client.get(LIST + query).status_code == 200


def test_list_finds_by_words_of_title_product_and_member(client, make_review, moderator):
    make_review()
    client.force_login(moderator)

    assert "It squeaks" in client.get(f"{LIST}?q=squeaks+Notebook+Ada").text
    assert "It squeaks" not in client.get(f"{LIST}?q=squeaks+Lamp").text


@pytest.mark.parametrize("number", [1, 8])
def test_list_takes_the_same_queries(
    client, make_review, make_member, moderator, number, django_assert_max_num_queries
):
    for each in range(number):
        make_review(user=make_member(f"reviewer{each}"))
    client.force_login(moderator)
    client.get(LIST)

    with django_assert_max_num_queries(19):
        client.get(LIST)


def test_moderator_reads_one(client, make_review, moderator, seller):
    review = make_review()
    for user, word in ((moderator, "Hide"), (seller, "Save the reply")):
        client.force_login(user)
        assert word in client.get(f"{LIST}{review.pk}/").text


@pytest.mark.parametrize(("keep_content", "left"), [(True, 1), (False, 0)])
def test_u17_member_takes_reviews_along_or_leaves_them(make_review, ada, keep_content, left):
    make_review()
    data = registered()["catalogue.Review"]

    exported = list(data.export(ada))
    data.erase(ada, keep_content)

    assert [(row["stars"], row["title"]) for row in exported] == [(2, "It squeaks")]
    assert Review.objects.count() == left
