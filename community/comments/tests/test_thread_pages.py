import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.models import Author as BlogAuthor
from blog.models import BlogPostAuthor
from community.comments import threads
from community.comments.listing import COMMENTS_A_PAGE, thread_of
from community.comments.models import Comment, State
from community.comments.threads import Author

pytestmark = pytest.mark.django_db
URL = "/en/blog/slow-food/"
PLACE = re.compile(r'<article class="comment[^"]*" id="comment-(\d+)"')


@pytest.fixture
def many(page):
    """A function that writes so many top comments at once, a minute apart; their ids in order."""

    def write(number, **fields):
        started = timezone.now() - timedelta(days=2)
        thread = threads.lock_thread(translation_key=page.translation_key)
        rows = [
            Comment(
                thread=thread,
                is_guest=True,
                guest_name=f"Guest {turn}",
                body=f"Number {turn}",
                body_html=f"<p>Number {turn}</p>",
                state=State.APPROVED,
                language="en",
                created_at=started + timedelta(minutes=turn),
                **fields,
            )
            for turn in range(number)
        ]
        ids = [comment.pk for comment in Comment.objects.bulk_create(rows)]
        threads.recount(thread)
        return ids

    return write


def shown_ids(client, query=""):
    return [int(pk) for pk in PLACE.findall(client.get(URL + query).text)]


def test_b10_short_thread_has_one_page(client, many):
    many(COMMENTS_A_PAGE)

    assert "Pages of comments" not in client.get(URL).text


def test_b10_long_thread_is_shown_in_pages(client, many):
    ids = many(2 * COMMENTS_A_PAGE + 10)

    pages = [shown_ids(client, query) for query in ("", "?comments=2", "?comments=3")]

    assert pages == [ids[:50], ids[50:100], ids[100:]]
    first = client.get(URL).text
    assert 'href="?comments=2#comments"' in first
    assert f"{len(ids)} comments<" in first


@pytest.mark.parametrize(
    ("typed", "number"), [("x", 1), ("", 1), ("0", 1), ("-1", 1), ("٣", 1), ("9" * 9, 2), ("99", 2)]
)
def test_b10_odd_page_numbers_show_the_first_or_last_page(client, many, typed, number):
    ids = many(COMMENTS_A_PAGE + 1)

    assert shown_ids(client, f"?comments={typed}") == (ids[:50] if number == 1 else ids[50:])


def test_b10_replies_on_the_next_page_stand_below_what_they_answer(client, many, say):
    first, *others = many(COMMENTS_A_PAGE - 1)
    top = say("The last on the page")
    reply = say("First answer", answers=top, author=Author(name="Bo"))
    threads.post_comment(
        translation_key=top.thread.translation_key,
        author=Author(name="Cy"),
        body="To the answer",
        language="en",
        state=State.APPROVED,
        now=timezone.now(),
        answers=reply,
    )

    second = thread_of(top.thread.translation_key, number="2")

    assert shown_ids(client) == [first, *others, top.pk]
    assert [comment.pk for comment in second.comments] == [top.pk]
    assert [answer.name for answer in second.comments[0].replies] == ["Bo", "Cy"]
    assert second.comments[0].replies[1].answers_name == "Bo"


def test_b10_replies_to_a_removed_comment_keep_its_place_on_every_page(client, many, say):
    top = say("Soon gone", now=timezone.now() - timedelta(days=3))
    many(COMMENTS_A_PAGE + 5, parent=top, answers=top)
    threads.hide(comment_ids=[top.pk])

    for query in ("", "?comments=2"):
        assert client.get(URL + query).text.count("This comment was removed.") == 1


def test_queries_are_the_same_for_few_and_many(client, many, page):
    many(1)
    client.get(URL)
    counts = []
    for number in (2, 400):
        many(number)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_first_page_is_one_query_and_others_two(many, page, django_assert_num_queries):
    top, *_ = many(1)
    many(149, parent_id=top, answers_id=top)

    for number, queries in ((None, 1), ("2", 2), ("3", 2)):
        with django_assert_num_queries(queries):
            assert thread_of(page.translation_key, number=number).count == 150


def test_comment_has_a_lasting_address(client, many):
    ids = many(COMMENTS_A_PAGE + 3)

    first, last = (client.get(f"/en/comments/{pk}/") for pk in (ids[0], ids[-1]))

    assert (first.status_code, first.url) == (302, f"{URL}#comment-{ids[0]}")
    assert (last.status_code, last.url) == (302, f"{URL}?comments=2#comment-{ids[-1]}")


@pytest.mark.parametrize("state", [State.WAITING, State.HIDDEN, State.SPAM, State.DELETED])
def test_address_of_a_comment_that_is_not_shown_is_missing(client, say, state):
    comment = say(state=state)

    assert client.get(f"/en/comments/{comment.pk}/").status_code == 404


def test_address_of_a_comment_under_a_hidden_page_is_missing(client, say, page):
    comment = say()
    page.unpublish()

    assert client.get(f"/en/comments/{comment.pk}/").status_code == 404
    assert client.get("/en/comments/999999999999/").status_code == 404


def test_writer_is_led_to_the_page_of_their_comment(client, many, member, typed):
    many(COMMENTS_A_PAGE)
    key = Comment.objects.first().thread.translation_key
    client.force_login(member)

    answer = client.post(f"/en/comments/{key}/post/", typed(body="The fifty-first"))

    assert answer.url == f"{URL}?comments=2#comment-{Comment.objects.order_by('pk').last().pk}"


def test_further_page_is_kept_and_purged(client, many, say, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 60
    many(COMMENTS_A_PAGE + 1)
    assert shown_ids(client) != shown_ids(client, "?comments=2")

    with django_capture_on_commit_callbacks(execute=True):
        comment = say("Now to be read", now=timezone.now())

    assert comment.pk in shown_ids(client, "?comments=2")


def test_author_of_the_post_carries_a_badge_and_a_namesake_does_not(client, say, member, page):
    writer = BlogAuthor.objects.create(name="Mila", handle="mila", user=member, locale=page.locale)
    BlogPostAuthor.objects.create(page=page, author=writer)
    page.save_revision().publish()
    say("By the author", author=Author(user=member))
    say("By somebody else", author=Author(name="Mila"))

    shown = client.get(URL).text

    assert shown.count('<span class="comment__badge">Author</span>') == 1
    assert shown.index("comment__badge") < shown.index("By the author")


def test_changed_name_purges_the_pages_with_their_comments(
    client, say, member, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    say(author=Author(user=member))
    assert "Mila" in client.get(URL).text

    with django_capture_on_commit_callbacks(execute=True):
        member.display_name = "Milena"
        member.save()
    assert "Milena" in client.get(URL).text

    with django_capture_on_commit_callbacks(execute=True):
        member.delete()
    assert "Former member" in client.get(URL).text


def test_log_in_purges_nothing(say, member, django_capture_on_commit_callbacks):
    say(author=Author(user=member))

    with django_capture_on_commit_callbacks() as callbacks:
        member.save(update_fields=["last_login"])

    assert callbacks == []
