from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from community.comments import threads
from community.comments.listing import thread_of
from community.comments.models import State
from community.comments.threads import Author
from stoa.core import markup

pytestmark = pytest.mark.django_db
URL = "/en/blog/slow-food/"


def section(client):
    """The thread in the page, single-spaced."""
    text = client.get(URL).text
    return " ".join(text[text.index('<section class="container container--narrow section comments"') :].split())


def test_b10_nobody_has_said_anything(client, page):
    assert "Nobody has said anything yet. Be the first." in section(client)


@pytest.mark.parametrize(("number", "words"), [(1, "1 comment<"), (3, "3 comments<")])
def test_b10_number_is_pluralised(client, say, number, words):
    for turn in range(number):
        say(f"Number {turn}")

    assert words in section(client)


def test_b10_oldest_first_with_replies_below(client, say):
    first = say("First of all")
    say("Second of all")
    reply = say("Answer to the first", answers=first)
    say("Answer to the answer", answers=reply)

    shown = section(client)

    order = ["First of all", "Answer to the first", "Answer to the answer", "Second of all"]
    assert sorted(order, key=shown.index) == order
    assert shown.count('<ol class="comment__replies">') == 1


@pytest.mark.parametrize("state", [State.WAITING, State.HIDDEN, State.SPAM])
def test_b10_only_approved_comments_are_shown(client, say, state):
    say("Not yet to be read", state=state)

    assert "Not yet" not in section(client)


@pytest.mark.parametrize("change", [threads.hide, threads.delete, threads.mark_spam])
def test_b10_removed_comment_keeps_the_place_of_its_replies(client, say, change):
    first = say("Bad words")
    say("Good answer", answers=first)

    change(comment_ids=[first.pk])

    shown = section(client)
    assert "Bad words" not in shown
    assert shown.index("This comment was removed.") < shown.index("Good answer")
    assert "1 comment<" in shown


def test_page_is_the_same_for_everyone(client, say, member):
    say("Hello", author=Author(user=member))
    anonymous = client.get(URL)
    client.force_login(member)

    assert "csrfmiddlewaretoken" not in anonymous.text
    assert not anonymous.cookies
    assert "You are writing as" not in client.get(URL).text


def test_kept_page_is_purged_when_its_comments_change(client, say, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 60
    assert "Nobody has said anything yet" in section(client)

    with django_capture_on_commit_callbacks(execute=True):
        comment = say("Now to be read")
    assert "Now to be read" in section(client)

    with django_capture_on_commit_callbacks(execute=True):
        threads.hide(comment_ids=[comment.pk])
    assert "Now to be read" not in section(client)


def test_waiting_comment_purges_nothing(say, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        say(state=State.WAITING)

    assert callbacks == []


def test_translations_share_the_thread(client, say, page):
    say("Hello from English")
    spanish = Locale.objects.get(language_code="es")
    copy = page.copy_for_translation(spanish, copy_parents=True)
    copy.save_revision().publish()

    answer = client.get(copy.get_url())

    assert "Hello from English" in answer.text
    assert f"/es/comentarios/{page.translation_key}/nuevo/" in answer.text


def test_queries_do_not_grow(client, say, member, page):
    client.get(URL)
    counts = []
    for number in (1, 3, 20):
        for turn in range(number):
            top = say(f"Top {number}.{turn}", author=Author(user=member))
            say(f"Reply {number}.{turn}", answers=top)
        client.get(URL)
        with CaptureQueriesContext(connection) as queries:
            client.get(URL)
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


def test_thread_is_one_query(say, member, django_assert_num_queries):
    first = say("One", author=Author(user=member))
    say("Two", answers=first)

    with django_assert_num_queries(1):
        assert thread_of(first.thread.translation_key).count == 2


XSS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](https://evil.example/pixel.png)",
    "<a href='javascript:alert(1)'>x</a>",
    '"><svg onload=alert(1)>',
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "```<script>\nalert(1)\n```</script>",
    "<style>body{display:none}</style>",
    "[x](https://a.example\"onmouseover='alert(1)')",
    '<https://a.example/"onclick=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<p style='position:fixed' class='button' id='main'>x</p>",
    "[a]: javascript:alert(1)\n\n[a]",
]


class Elements(HTMLParser):
    """Collects every element and attribute of some HTML."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("text", XSS)
def test_markup_is_text_or_safe(text):
    elements = Elements()

    elements.feed(markup.comment_markdown(text))

    assert elements.tags <= {"p", "a", "code", "pre", "em", "strong", "blockquote", "br", "s", "del", "ul", "ol", "li"}
    assert {name for name, _ in elements.attributes} <= {"href", "rel"}
    for name, value in elements.attributes:
        assert name == "rel" or value.startswith(("http://", "https://", "mailto:"))


@pytest.mark.parametrize(
    "text", ["😀👩‍👩‍👧‍👦", "שלום עולם", "你好", "a\u202eevil", "x" * 5_000, "Zalgo ͓̽Ḩ̷", "{{ 1|add:1 }} {% now 'Y' %}"]
)
def test_any_script_is_shown_as_text(client, say, text):
    say(text, author=Author(name="שרה <b>"))

    shown = section(client)
    assert 'dir="auto"' in shown
    assert "שרה &lt;b&gt;" in shown
    assert text.split()[0][:20].replace("'", "&#x27;") in shown


def test_guest_address_is_never_shown(client, say):
    say(author=Author(name="Ann", email="secret@example.org"))

    assert "secret@" not in client.get(URL).text
