"""Comments with their threads and states."""

import pytest
from django.contrib.auth import get_user_model

from blog.importing.wordpress.content.comment_html import to_comment_html
from blog.models import BlogPostPage
from blog.tests.wordpress import files
from community.comments.models import Comment, State, Thread


def post(*comments):
    return files.item(1, "T", "x", *comments)


def test_threads_and_states(load):
    report = load(
        post(
            files.comment(3, parent=2, content="Third"),
            files.comment(1, content="First"),
            files.comment(2, parent=1, content="Second"),
            files.comment(4, approved="0"),
            files.comment(5, approved="spam"),
            files.comment(6, approved="trash"),
            files.comment(7, content=" "),
            files.comment(8, kind="pingback", author="Other &#8217;blog&#8217;", content="[...] linked [...]"),
        )
    )

    thread = Thread.objects.get(translation_key=BlogPostPage.objects.get().translation_key)
    first, second, third, waiting, spam, pingback = thread.comments.order_by("import_key")
    assert (first.parent, second.parent, third.parent, third.answers) == (None, first, first, second)
    assert (waiting.state, spam.state, thread.comment_count) == (State.WAITING, State.SPAM, 4)
    assert (first.guest_name, first.guest_email, first.body) == ("Ann", "ann@x.example", "First")
    assert pingback.body_html.startswith('<p><a href="https://ann.example"')
    assert "comment: 6 made" in report
    assert "comment left out (2)" in report


def test_second_run_and_changed_comment(load):
    load(post(files.comment(1), files.comment(2)))

    assert "comment: 2 unchanged" in load(post(files.comment(1), files.comment(2)))
    changed = post(files.comment(1), files.comment(2, content="New"))
    assert "comment: 1 would be updated, 1 unchanged" in load(changed, dry_run=True)
    assert Comment.objects.get(import_key__endswith=":2").body == "Fine."
    assert "comment: 1 updated, 1 unchanged" in load(changed)
    assert Comment.objects.get(import_key__endswith=":2").body == "New"


def test_address_of_a_member_makes_no_member_unless_logged_in(load):
    user = get_user_model().objects.create_user(email="ann@x.example", password="x")
    logged_in = files.comment(2).replace(
        "<wp:comment_type>", "<wp:comment_user_id>7</wp:comment_user_id><wp:comment_type>"
    )

    load(post(files.comment(1), logged_in))

    assert [comment.user for comment in Comment.objects.order_by("import_key")] == [None, user]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One\ntwo\n\nThree", "<p>One<br/>two</p><p>Three</p>"),
        ("<b>bold</b> <i>it</i>", "<p><strong>bold</strong> <em>it</em></p>"),
        ("<blockquote>Said</blockquote>Yes", "<blockquote><p>Said</p></blockquote><p>Yes</p>"),
        ("<pre>a\n  b</pre>", "<pre><code>a\n  b</code></pre>"),
        ("<h2>Loud</h2>", "<p><strong>Loud</strong></p>"),
        ("https://youtu.be/abc", '<p><a href="https://youtu.be/abc">https://youtu.be/abc</a></p>'),
        ("<script>x</script><a href='javascript:x'>y</a>", "<p>y</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a · b</p>"),
    ],
)
def test_comment_html(source, expected):
    assert to_comment_html(source, address="https://old.example/") == expected


def test_comments_of_a_page_are_kept_and_reported(load):
    report = load(files.item(1, "T", "x", files.comment(1), type="page"))

    assert Comment.objects.count() == 1
    assert "comments kept, but pages show none (1)" in report
