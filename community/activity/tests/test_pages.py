import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from community.activity import audiences, kinds, mail_choices, recording, sentences, verbs
from community.activity.models import Action, Mail, Notice
from community.members import relations
from community.members.models import Audience, MemberSettings

ME = "/en/fragments/me/"


def in_words(html):
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


@pytest.fixture
def follow(ann, bob):
    """Bob follows Ann, who is told of it."""
    relations.follow(follower=bob, followed=ann)
    return Notice.objects.get()


def test_c03_row_has_photo_verb_target_time_and_links(client, bob, do, make_post):
    post = make_post("Planes")
    recording.record(
        actor=bob,
        verb="liked",
        target_kind="post",
        target_key=str(post.translation_key),
        now=timezone.now() - timedelta(hours=3),
    )

    text = client.get("/en/activity/").text

    assert 'href="/en/people/bob/"' in text
    assert f'href="{post.url}"' in text
    assert re.search(r'<time datetime="[^"]+" title="[^"]+">3\xa0hours ago</time>', text)


def test_activity_is_open_to_visitors_and_leaves_no_cookie(client, ann, do):
    do(ann)

    answer = client.get("/en/activity/")

    assert "Ann joined" in in_words(answer.text)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "query", ["before=", "before=x", "before=1-1", "before=" + "9" * 40, "turn=x&before=²", "turn=99"]
)
def test_nonsense_in_the_address_is_no_error(client, ann, do, query):
    do(ann)

    assert client.get(f"/en/activity/?{query}").status_code == 200


def test_older_rows_are_a_page_without_javascript_and_a_fragment_with_it(client, make_member, do, monkeypatch):
    for number in range(25):
        do(make_member(f"M{number}"), minutes=number)

    first = client.get("/en/activity/").text
    address = re.search(r'href="(\?before=[^"]+)"', first)[1]
    second = client.get(f"/en/activity/{address}").text
    fragment = client.get(f"/en/activity/{address}&turn=1", headers={"HX-Request": "true"}).text

    assert ("M19 joined" in in_words(first), "M20 joined" in in_words(first)) == (True, False)
    assert ("M19 joined" in in_words(second), "M24 joined" in in_words(second)) == (False, True)
    assert "<html" in second
    assert "<html" not in fragment
    assert "M24 joined" in in_words(fragment)


def test_rows_come_by_themselves_some_times_then_on_demand(client, make_member, do):
    for number in range(25):
        do(make_member(f"M{number}"), minutes=number)

    automatic = ["intersect" in client.get(f"/en/activity/?turn={turn}").text for turn in (0, 3, 4, 9)]

    assert automatic == [True, True, False, False]


def test_section_of_the_profile_shows_followers_more(client, ann, bob, do):
    do(bob)
    audiences.choose(member=bob, audiences={"joined": Audience.FOLLOWERS})
    address = reverse("member_activity", args=["bob"])

    seen_by_visitor = client.get(address).text
    client.force_login(ann)
    seen_by_stranger = client.get(address).text
    relations.follow(follower=ann, followed=bob)
    seen_by_follower = client.get(address).text

    assert ["Bob joined" in in_words(text) for text in (seen_by_visitor, seen_by_stranger, seen_by_follower)] == [
        False,
        False,
        True,
    ]


def test_hidden_activity_is_404(client, bob, do):
    do(bob)
    MemberSettings.objects.create(user=bob, activity=Audience.NOBODY)

    addresses = [reverse("member_activity", args=["bob"]), reverse("member_activity_feed", args=["bob"])]

    assert [client.get(address).status_code for address in [*addresses, "/en/people/nobody/activity/"]] == [404] * 3


def test_profile_counts_what_everybody_may_see(client, bob, do):
    do(bob)
    before = client.get("/en/people/bob/").text
    do(bob, minutes=5)
    after = client.get("/en/people/bob/").text

    assert [re.search(r"Activity\s*(\d+)", in_words(text))[1] for text in (before, after)] == ["1", "2"]


def test_feed_holds_what_everybody_may_see(client, bob, do, make_post):
    bob.display_name = "Bob \x08"
    bob.save()
    do(bob, "liked", make_post("Planes & <more>"))
    do(bob, "enrolled", minutes=1)

    rss = client.get("/en/people/bob/activity/feed/")
    atom = client.get("/en/people/bob/activity/feed/atom/")

    assert rss["Content-Type"].startswith("application/rss+xml")
    assert [item.findtext("title") for item in ElementTree.fromstring(rss.content).iter("item")] == [
        "Bob  likes Planes & <more>"
    ]
    space = "{http://www.w3.org/2005/Atom}"
    assert [
        entry.findtext(f"{space}title") for entry in ElementTree.fromstring(atom.content).iter(f"{space}entry")
    ] == ["Bob  likes Planes & <more>"]
    assert client.get("/en/people/bob/activity/feed/yaml/").status_code == 404


def test_feed_is_not_sent_twice_to_who_has_it(client, bob, do):
    do(bob)
    address = "/en/people/bob/activity/feed/"
    etag = client.get(address)["ETag"]

    unchanged = client.get(address, headers={"If-None-Match": etag}).status_code
    do(bob, minutes=5)
    changed = client.get(address, headers={"If-None-Match": etag}).status_code

    assert (unchanged, changed) == (304, 200)


def test_dashboard_shows_the_ten_newest(client, ann, make_member, do):
    for number in range(12):
        do(make_member(f"M{number}"), minutes=number)
    client.force_login(ann)

    text = in_words(client.get("/en/me/").text)

    assert ("M9 joined" in text, "M10 joined" in text) == (True, False)


def test_member_chooses_who_sees_what(client, ann, do):
    do(ann)
    client.force_login(ann)
    address = reverse("activity_audiences")
    typed = {verb: audience.value for verb, audience in audiences.choices_of(ann.pk).items()}

    shown = client.get(address)
    saved = client.post(address, typed | {"joined": Audience.NOBODY})
    wrong = client.post(address, typed | {"joined": "aliens"})

    assert (shown.status_code, saved.status_code, wrong.status_code) == (200, 302, 200)
    assert Action.objects.get().audience == Audience.NOBODY
    assert "aliens" in in_words(wrong.text)


def test_member_chooses_mails(client, ann):
    client.force_login(ann)
    address = reverse("notices:mails")
    typed = {kind: mail.value for kind, mail in mail_choices.choices_of(ann).items()}

    saved = client.post(address, typed | {"new_follower": Mail.WEEKLY})

    assert (client.get(address).status_code, saved.status_code) == (200, 302)
    assert mail_choices.choices_of(ann)["new_follower"] == Mail.WEEKLY


@pytest.mark.parametrize("name", ["notices:list", "notices:mails", "activity_audiences"])
def test_own_pages_ask_for_a_log_in(client, db, name):
    answer = client.get(reverse(name))

    assert (answer.status_code, answer["Location"].startswith("/en/account/login/")) == (302, True)


def test_looking_at_notices_marks_nothing(client, ann, follow):
    client.force_login(ann)

    text = client.get("/en/notices/").text

    assert "Bob follows you" in in_words(text)
    assert Notice.objects.unread().count() == 1


def test_opening_a_notice_marks_it_and_leads_to_its_thing(client, ann, follow):
    client.force_login(ann)

    by_link = client.get(reverse("notices:open", args=[follow.pk]))
    opened = client.post(reverse("notices:open", args=[follow.pk]))

    assert by_link.status_code == 405
    assert (opened.status_code, opened["Location"]) == (302, "/en/people/bob/")
    assert not Notice.objects.unread().exists()


def test_notice_about_what_is_out_of_sight_leads_back_to_the_list(client, ann, bob, follow):
    bob.is_active = False
    bob.save()
    client.force_login(ann)

    listed = client.get("/en/notices/").text
    opened = client.post(reverse("notices:open", args=[follow.pk]))

    assert "/en/people/bob/" not in listed
    assert opened["Location"] == "/en/notices/"


@pytest.mark.parametrize("action", ["open", "read"])
def test_others_notices_do_not_exist(client, bob, follow, action):
    client.force_login(bob)

    mine = client.post(reverse(f"notices:{action}", args=[follow.pk]))
    absurd = client.post(f"/en/notices/{'9' * 30}/{action}/")

    assert (mine.status_code, absurd.status_code) == (404, 400)
    assert Notice.objects.unread().count() == 1


def test_all_are_marked_but_what_came_meanwhile(client, ann, follow, make_member):
    client.force_login(ann)
    newest = re.search(r'name="newest" value="([^"]+)"', client.get("/en/notices/").text)[1]
    relations.follow(follower=make_member("Cyd"), followed=ann)

    client.post("/en/notices/read/", {"newest": newest})

    assert [notice.actor.display_name for notice in Notice.objects.unread()] == ["Cyd"]


def test_one_is_marked_and_one_comes_back_to_where_one_was(client, ann, follow):
    client.force_login(ann)
    address = reverse("notices:read", args=[follow.pk])

    there = client.post(address, {"next": "/en/notices/?before=1-1"})
    elsewhere = [client.post(address, {"next": odd})["Location"] for odd in ("https://evil.example/", "foo", "")]

    assert (there["Location"], elsewhere) == ("/en/notices/?before=1-1", ["/en/notices/"] * 3)
    assert not Notice.objects.unread().exists()


def test_bell_tells_how_many_are_unread(client, ann, follow):
    client.force_login(ann)
    one = in_words(client.get(ME).text)
    Notice.objects.update(read_at=timezone.now())
    none = in_words(client.get(ME).text)

    assert "Notices 1 1 unread" in one
    assert "unread" not in none
    assert client.get("/en/activity/").text.count('id="bell"') == 1


def test_bell_is_nothing_for_visitors(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert 'id="bell"' not in client.get(ME).text


def test_fragment_costs_four_queries_at_most(client, ann, home, django_assert_max_num_queries, follow):
    client.force_login(ann)
    client.get(ME, {"page": home.pk})

    with django_assert_max_num_queries(4):
        client.get(ME, {"page": home.pk, "of": ["follow:1", "like:post:1"]})


def test_number_of_queries_of_notices_is_the_same_for_few_and_many(client, ann, make_member):
    client.force_login(ann)
    counts = []
    for names in (["X0"], [f"Y{number}" for number in range(8)]):
        for name in names:
            relations.follow(follower=make_member(name), followed=ann)
        client.get("/en/notices/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/en/notices/")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10


def test_notices_have_pages(client, ann, bob):
    for number in range(25):
        Notice.objects.create(
            recipient=ann,
            notice_kind="new_follower",
            actor=bob,
            kind="member",
            key=str(bob.pk),
            mail=Mail.NEVER,
            read_at=timezone.now(),
            created_at=timezone.now() - timedelta(minutes=number),
        )
    client.force_login(ann)

    first = client.get("/en/notices/").text
    older = re.search(r'href="(\?before=[^"]+)"', first)[1]
    second = client.get(f"/en/notices/{older}").text

    assert (first.count("Bob"), second.count("?before=")) != (0, 1)
    assert [text.count("stream__said") for text in (first, second)] == [20, 5]


def test_sentences_of_all_verbs_and_kinds_hold_in_every_language(db):
    named = sentences.Named("Ann", "/x/")
    for language in ("en", "es", "bg"):
        with translation.override(language):
            for verb in verbs.verbs():
                for kind in ("", "post", "member"):
                    for count in (1, 2, 5) if verb.grouped else (1,):
                        said = sentences.as_text(verb.tell(kind, count), actor=named, thing=named, count=count)
                        assert "Ann" in said
                        assert "{" not in said
            for kind in kinds.kinds():
                assert "{" not in sentences.as_text(kind.sentence, actor=named, thing=named)
