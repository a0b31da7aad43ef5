import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from community.comments.models import Comment, State
from community.comments.screening import LINKS_OF_SPAM, first_state
from stoa.core.models import SiteSettings

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def add_url(page):
    return reverse("comments:add", args=[page.translation_key])


def post_url(page):
    return reverse("comments:post", args=[page.translation_key])


def test_b09_guest_is_told_to_wait(client, page, typed):
    answer = client.post(post_url(page), typed(), follow=True)

    comment = Comment.objects.get()
    assert answer.redirect_chain == [("/en/blog/slow-food/#comments", 302)]
    assert [str(message) for message in answer.wsgi_request._messages._get()[0]] == [
        "Thank you. Your comment will appear once a moderator has read it."
    ]
    assert (comment.state, comment.author_name, comment.language) == (State.WAITING, "Ann", "en")
    assert "Well" not in answer.text


def test_b09_member_is_shown_at_once(client, page, typed, member):
    client.force_login(member)

    answer = client.post(post_url(page), {"body": "Well **said**", "form_opened": typed()["form_opened"]}, follow=True)

    comment = Comment.objects.get()
    assert answer.redirect_chain == [(f"/en/blog/slow-food/#comment-{comment.pk}", 302)]
    assert (comment.state, comment.user) == (State.APPROVED, member)
    assert "<p>Well <strong>said</strong></p>" in answer.text


@pytest.mark.parametrize("name", ["post", "save", "delete"])
def test_b09_writing_is_post_only(client, page, say, name):
    argument = page.translation_key if name == "post" else say().pk

    assert client.get(reverse(f"comments:{name}", args=[argument])).status_code == 405


def test_b09_errors_stand_beside_what_was_typed(client, page, typed):
    answer = client.post(post_url(page), typed(email="nobody", name="Ann <b>", body="I wrote\nso much"))

    assert answer.status_code == 422
    assert "Enter a valid email address." in answer.text
    assert "I wrote\nso much</textarea>" in answer.text
    assert 'value="Ann &lt;b&gt;"' in answer.text
    assert Comment.objects.count() == 0


def test_form_is_a_private_page_and_a_fragment(client, page):
    whole = client.get(add_url(page))
    part = client.get(add_url(page), headers=HTMX)

    assert whole["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert ("<html" in whole.text, "<html" in part.text) == (True, False)
    assert ("hx-post" in whole.text, "hx-post" in part.text) == (False, True)


def test_htmx_gets_the_comment_in_place_of_the_form(client, page, typed, member):
    client.force_login(member)

    answer = client.post(post_url(page), {"body": "Hello", "form_opened": typed()["form_opened"]}, headers=HTMX)

    assert answer.status_code == 200
    assert "Your comment is published." in answer.text
    assert f'id="comment-{Comment.objects.get().pk}"' in answer.text
    assert "<html" not in answer.text


def test_htmx_gets_the_form_again_with_errors(client, page, typed):
    answer = client.post(post_url(page), typed(email="nobody"), headers=HTMX)

    assert answer.status_code == 200
    assert "Enter a valid email address." in answer.text
    assert "<html" not in answer.text


def test_reply_goes_below_its_comment(client, page, say, typed):
    first = say("One")

    form = client.get(add_url(page), {"reply": first.pk})
    client.post(post_url(page), typed(reply=first.pk))

    assert f'name="reply" value="{first.pk}"' in form.text
    assert Comment.objects.exclude(pk=first.pk).get().parent == first


@pytest.mark.parametrize("reply", ["999", "x", "-1", "9" * 40, "٣"])
def test_reply_to_nothing_is_404(client, page, reply):
    assert client.get(add_url(page), {"reply": reply}).status_code == 404


def test_page_that_is_not_seen_takes_no_comment(client, page, typed):
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get(add_url(page)).status_code == 404
    assert client.post(post_url(page), typed()).status_code == 404
    assert Comment.objects.count() == 0


def test_page_without_comments_is_404(client, home, typed):
    assert client.post(post_url(home), typed()).status_code == 404


def test_closed_comments_refuse_and_give_the_text_back(client, page, typed):
    page.comments_open = False
    page.save()

    answer = client.post(post_url(page), typed(body="My long text"))

    assert answer.status_code == 422
    assert "Comments are closed here." in answer.text
    assert "My long text" in answer.text
    assert Comment.objects.count() == 0


def test_closed_thread_can_still_be_reported(client, page, say):
    comment = say()
    page.comments_open = False
    page.save()

    text = client.get("/en/blog/slow-food/").text

    assert "Comments are closed here." in text
    assert "Reply" not in text
    assert f'href="/en/report/comment/{comment.pk}/"' in text


def test_site_switch_closes_all_comments(client, page, site, typed):
    SiteSettings.objects.update_or_create(site=site, defaults={"comments_enabled": False})

    assert "Comments are closed here." in client.get("/en/blog/slow-food/").text
    assert client.post(post_url(page), typed()).status_code == 422


def test_trap_is_kept_as_spam_and_told_nothing(client, page, typed):
    answer = client.post(post_url(page), typed(form_homepage="https://pills.example"))

    assert answer.status_code == 302
    assert Comment.objects.get().state == State.SPAM


@pytest.mark.parametrize("opened", ["", "123:forged"])
def test_form_not_made_here_is_shown_again_and_then_works(client, page, typed, opened, time_machine):
    time_machine.move_to(timezone.now())
    answer = client.post(post_url(page), typed(form_opened=opened))

    stamp = answer.context["form"]["form_opened"].value()
    time_machine.shift(5)
    assert answer.status_code == 422
    assert "open for too long" in answer.text
    assert client.post(post_url(page), typed(form_opened=stamp)).status_code == 302


def test_robot_that_is_too_quick_is_stopped(client, page, typed):
    stamp = client.get(add_url(page)).context["form"]["form_opened"].value()

    answer = client.post(post_url(page), typed(form_opened=stamp))

    assert answer.status_code == 422
    assert "very quick" in answer.text


@pytest.mark.parametrize(
    ("link", "state"),
    [
        ("https://a.example", State.SPAM),
        ("`https://a.example`", State.SPAM),
        ("www.a.example", State.SPAM),
        ("//a.example", State.SPAM),
        ("[a](//a.example)", State.SPAM),
        ("[a](<\t//a.example>)", State.SPAM),
        ("[a](///a.example)", State.SPAM),
        ("[a](https:a.example)", State.SPAM),
        ("[a](ftp://a.example)", State.SPAM),
        ("a.com", State.SPAM),
        ("[a](/en/blog/)", State.APPROVED),
        ("[a](#comments)", State.APPROVED),
        ("[a](/%5Ca.example)", State.APPROVED),
        ("a // b", State.APPROVED),
    ],
)
def test_every_way_to_write_a_link_counts(link, state):
    assert first_state(body=f"{link} " * LINKS_OF_SPAM, is_member=True, is_trapped=False) == state


@pytest.mark.parametrize(("links", "state"), [(1, "approved"), (3, "waiting"), (9, "spam")])
def test_many_links_are_looked_at_first(client, page, typed, member, links, state):
    client.force_login(member)

    client.post(post_url(page), {"body": "https://a.example " * links, "form_opened": typed()["form_opened"]})

    assert Comment.objects.get().state == state


def test_too_many_comments_are_429_and_keep_the_text(client, page, typed, settings):
    settings.COMMENT_RATE = "2/10m"

    answers = [client.post(post_url(page), typed(body=f"Text {number}")) for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 601
    assert "Text 2</textarea>" in answers[2].text
    assert Comment.objects.count() == 2


def test_limit_is_of_the_visitor_behind_the_proxy(client, page, typed, settings):
    settings.COMMENT_RATE = "1/10m"
    settings.TRUSTED_PROXY_COUNT = 1

    codes = [
        client.post(post_url(page), typed(body=address), headers={"X-Forwarded-For": f"6.6.6.6, {address}"}).status_code
        for address in ("1.1.1.1", "2.2.2.2", "2.2.2.2")
    ]

    assert codes == [302, 302, 429]


@pytest.mark.parametrize(
    "changes",
    [
        {"body": "x" * 5_001},
        {"body": "x" * 10_000},
        {"body": "   "},
        {"name": "Ann\r\nBcc: all@example.org"},
        {"email": "ann@example.org\nBcc: all@example.org"},
        {"name": "x" * 81},
    ],
)
def test_what_cannot_be_taken_is_refused_kindly(client, page, typed, changes):
    answer = client.post(post_url(page), typed(**changes))

    assert answer.status_code == 422
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("name", ["body", "name", "email", "reply", "form_opened", "form_homepage"])
def test_nul_is_refused(client, page, typed, name):
    answer = client.post(post_url(page), typed(**{name: "a\x00b"}))

    assert answer.status_code in (400, 404, 422)
    assert Comment.objects.count() == 0


def test_form_needs_a_token(page, typed, client):
    client.handler.enforce_csrf_checks = True

    assert client.post(post_url(page), typed()).status_code == 403


def test_stamp_is_signed_for_this_form_only(client, page, typed):
    stamp = signing.Signer(salt="elsewhere").sign("1.0")

    assert client.post(post_url(page), typed(form_opened=stamp)).status_code == 422
