import json
import re
from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.utils.safestring import mark_safe

from blog.models import Author
from community.members import people, profiles, relations, sections, visibility
from community.members.visibility import Audience
from stoa.accounts.models import User
from stoa.core import pagecache, things

PROFILE = "/en/people/ada/"


def tags_of(answer):
    return pagecache.shown_tags(answer.wsgi_request)


def json_ld(text):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text)[1])["@graph"]


@pytest.fixture
def three_sections(monkeypatch):
    """Sections with three bookmarks, one like and nothing else."""
    monkeypatch.setattr(sections, "_sections", {})
    for order, (name, count) in enumerate({"bookmarks": 3, "likes": 1, "drafts": 0}.items()):
        sections.register(
            sections.Section(
                name=name,
                label=name.title(),
                order=order,
                url=lambda owner, name=name: f"/{owner.handle}/{name}/",
                count=lambda owner, viewer, count=count: count,
            )
        )


def test_c06_profile_shows_who_it_is(client, make_member):
    make_member(
        "ada", display_name="Ada Byron", bio="Counts.\n\nPoetically.", joined_at=datetime(2024, 5, 3, tzinfo=UTC)
    )

    text = client.get(PROFILE).text

    assert '<h1 class="profile-head__name" dir="auto">Ada Byron</h1>' in text
    assert "@ada" in text
    assert "<p>Counts.</p>" in text
    assert "Member since May 2024" in text


def test_c06_profile_counts_active_followers(client, ada, bob, eve, make_member):
    gone = make_member("gone")
    for follower in (bob, eve, gone):
        relations.follow(follower=follower, followed=ada)
    relations.follow(follower=ada, followed=bob)
    User.objects.filter(pk=gone.pk).update(is_active=False)

    text = client.get(PROFILE).text

    assert "<b>2</b> followers" in text
    assert "<b>1</b> following" in text


@pytest.mark.parametrize("page", ["", "followers/", "following/", "posts/"])
def test_c06_inactive_and_unknown_members_are_not_found(client, make_member, page):
    make_member("gone", is_active=False)

    assert client.get(f"/en/people/gone/{page}").status_code == 404
    assert client.get(f"/en/people/nobody/{page}").status_code == 404


def test_member_who_never_confirmed_their_address_is_not_shown(client, ada):
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=False)

    assert client.get(PROFILE).status_code == 404
    assert "ada" not in client.get("/en/people/").text

    EmailAddress.objects.update(verified=True)
    assert client.get(PROFILE).status_code == 200


@pytest.mark.parametrize(
    "handle", ["a" * 300, "ada%00", "%ff", "..%2f..%2fetc", "ada'--", "<b>", "Ада", "-", "ada%0d%0aX: y"]
)
def test_hostile_handle_is_refused(client, ada, handle):
    assert client.get(f"/en/people/{handle}/").status_code in (400, 404)


def test_handle_in_capitals_leads_to_the_one_address(client, ada):
    answer = client.get("/en/people/ADA/followers/")

    assert (answer.status_code, answer["Location"]) == (301, "/en/people/ada/followers/")


def test_markup_in_name_and_bio_is_text(client, make_member):
    make_member("ada", display_name="<script>alert(1)</script>", bio="</script><script>alert(2)</script>")

    text = client.get(PROFILE).text

    assert "<script>alert" not in text


def test_profile_is_the_same_for_everyone(client, ada, bob):
    relations.follow(follower=bob, followed=ada)
    visitor = client.get(PROFILE)
    client.force_login(bob)
    by_follower = client.get(PROFILE)
    client.force_login(ada)
    by_owner = client.get(PROFILE)

    assert visitor.content == by_follower.content == by_owner.content
    assert not visitor.cookies
    assert "csrfmiddlewaretoken" not in visitor.text
    assert visitor["Cache-Control"].startswith("public")


def test_profile_is_kept_until_something_of_it_changes(client, ada, bob, settings, django_capture_on_commit_callbacks):
    settings.PAGE_CACHE_SECONDS = 60

    def seen():
        return re.search(r"<b>(\d+)</b> follower", client.get(PROFILE).text)[1], "Ada B." in client.get(PROFILE).text

    before = seen()
    with django_capture_on_commit_callbacks(execute=True):
        relations.follow(follower=bob, followed=ada)
    followed = seen()
    with django_capture_on_commit_callbacks(execute=True):
        ada.display_name = "Ada B."
        ada.save()
    renamed = seen()
    with django_capture_on_commit_callbacks(execute=True):
        relations.block(blocker=ada, blocked=bob)
    blocked = seen()

    assert [before, followed, renamed, blocked] == [("0", False), ("1", False), ("1", True), ("0", True)]


def test_logging_in_purges_nothing(client, ada, settings, django_capture_on_commit_callbacks):
    purged = []
    pagecache.on_purge(lambda: purged.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        client.force_login(ada)
    pagecache._listeners.pop()

    assert purged == []


def test_sections_that_hold_something_are_tabs(client, ada, three_sections):
    text = client.get(PROFILE).text

    assert re.findall(r'class="profile-tabs__tab" href="([^"]*)"', text) == [PROFILE, "/ada/bookmarks/", "/ada/likes/"]
    assert '<span class="profile-tabs__count">3</span>' in text


@pytest.mark.parametrize(
    ("audience", "tabs", "tells"), [("everybody", 3, True), ("followers", 3, False), ("nobody", 2, False)]
)
def test_section_stands_on_the_profile_as_its_member_chose(client, ada, three_sections, audience, tabs, tells):
    visibility.choose(user=ada, bookmarks=audience)

    text = client.get(PROFILE).text

    assert text.count("profile-tabs__tab") == tabs
    assert ('<span class="profile-tabs__count">3</span>' in text) == tells


def test_numbers_are_hidden_where_followers_are_not_for_everybody(client, ada, bob):
    relations.follow(follower=bob, followed=ada)
    visibility.choose(user=ada, followers=Audience.FOLLOWERS)

    assert "followers</a>" not in client.get(PROFILE).text
    assert "<b>1</b> follower" not in client.get(PROFILE).text + client.get("/en/people/").text


@pytest.mark.parametrize("page", ["followers/", "following/"])
@pytest.mark.parametrize(
    ("audience", "statuses"),
    [("everybody", [200, 200, 200, 200]), ("followers", [403, 403, 200, 200]), ("nobody", [404, 404, 404, 200])],
)
def test_followers_are_shown_to_those_who_may_see(client, ada, bob, eve, page, audience, statuses):
    relations.follow(follower=bob, followed=ada)
    visibility.choose(user=ada, followers=audience)

    answers = []
    for viewer in (None, eve, bob, ada):
        if viewer:
            client.force_login(viewer)
        answers.append(client.get(PROFILE + page))

    assert [answer.status_code for answer in answers] == statuses
    expected = "public" if audience == "everybody" else "private"
    assert {answer["Cache-Control"].split(",")[0] for answer in answers if answer.status_code == 200} == {expected}


def test_lists_of_followers_and_followed(client, ada, bob, eve):
    relations.follow(follower=bob, followed=ada)
    relations.follow(follower=eve, followed=ada)
    relations.follow(follower=ada, followed=eve)

    def named(page):
        return re.findall(r'class="person-card__name"><a href="/en/people/(\w+)/"', client.get(PROFILE + page).text)

    assert (named("followers/"), named("following/")) == (["eve", "bob"], ["eve"])


@pytest.mark.parametrize("number", ["0", "-1", "abc", "99999999", "9" * 50, "²", "1.5"])
def test_nonsense_page_numbers_show_a_page(client, ada, bob, number):
    relations.follow(follower=bob, followed=ada)

    for address in (f"{PROFILE}followers/", "/en/people/"):
        assert [client.get(address, {name: number}).status_code for name in ("page", "before")] == [200, 200]


def test_posts_of_a_member_who_writes_are_a_section(client, ada, make_post, english):
    author = Author.objects.create(name="Ada", handle="ada-writes", locale=english, user=ada)
    make_post("On engines", authors=[author])
    make_post("By somebody else")

    profile, posts = client.get(PROFILE).text, client.get(f"{PROFILE}posts/").text

    assert f'href="{PROFILE}posts/">Posts <span class="profile-tabs__count">1</span>' in profile
    assert "On engines" in profile
    assert "On engines" in posts
    assert "By somebody else" not in profile + posts


def test_member_who_writes_nothing_has_no_posts(client, ada):
    assert "Posts" not in client.get(PROFILE).text


def test_new_post_purges_the_profile_of_its_author(client, ada, make_post, english):
    author = Author.objects.create(name="Ada", handle="ada-writes", locale=english, user=ada)
    make_post("On engines", authors=[author])

    answer = client.get(PROFILE)

    assert {f"posts:{english.pk}", people.profile_tag(ada.pk)} <= tags_of(answer)


def test_search_engines_list_a_profile_only_when_wanted_and_worth_it(client, make_member):
    ada = make_member("ada", display_name="Ada", bio="Counts.")
    closed = client.get(PROFILE).text
    visibility.choose(user=ada, is_findable=True)
    wanted = client.get(PROFILE).text
    followers = client.get(f"{PROFILE}followers/").text
    User.objects.update(bio="")
    thin = client.get(PROFILE).text

    robots = '<meta name="robots" content="noindex, follow">'
    assert [robots in text for text in (closed, wanted, followers, thin)] == [True, False, True, True]


def test_structured_data_tells_of_a_person(client, make_member, bob):
    ada = make_member("ada", display_name="Ada", bio="Counts.", photo="photos/ada.webp")
    relations.follow(follower=bob, followed=ada)

    page, trail = json_ld(client.get(PROFILE).text)

    assert page["@type"] == "ProfilePage"
    person = page["mainEntity"]
    assert (person["@type"], person["name"], person["alternateName"]) == ("Person", "Ada", "ada")
    assert person["image"].endswith("/media/photos/ada.webp")
    assert person["interactionStatistic"]["userInteractionCount"] == 1
    assert [item["name"] for item in trail["itemListElement"]][1:] == ["People", "Ada"]


def test_languages_lead_to_the_same_profile(client, ada):
    text = client.get(PROFILE).text

    assert len(re.findall(r'<link rel="alternate" hreflang="(?:en|es|bg)" href="[^"]*/ada/"', text)) == 3
    assert len(re.findall(r'<a href="[^"]*/ada/" hreflang=', text)) >= 3


@pytest.mark.parametrize("many", [1, 3])
def test_profile_costs_the_same_whatever_it_holds(
    client, ada, three_sections, make_member, django_assert_num_queries, many
):
    for number in range(many):
        relations.follow(follower=make_member(f"fan{number}"), followed=ada)
        relations.follow(follower=ada, followed=make_member(f"idol{number}"))
    client.get(PROFILE)

    with django_assert_num_queries(1):
        client.get(PROFILE)
    with django_assert_num_queries(3):
        client.get(f"{PROFILE}followers/")


def test_member_is_a_thing_until_they_are_gone(ada, make_member):
    gone = make_member("gone", is_active=False)
    keys = [str(ada.pk), str(gone.pk), "0", "x", "9" * 40]

    found = things.kind("member").find(keys, AnonymousUser())

    assert {key: (shown.title, shown.url, shown.owner_id) for key, shown in found.items()} == {
        str(ada.pk): ("Ada", PROFILE, ada.pk)
    }


def test_unknown_handle_is_not_found_by_code(db):
    with pytest.raises(profiles.Http404):
        profiles.member_or_404("nobody")


def test_newest_of_each_section_stand_on_the_profile(client, ada, monkeypatch):
    monkeypatch.setattr(sections, "_sections", {})
    for order, (name, html) in enumerate({"full": mark_safe("<b>newest</b>"), "void": mark_safe("")}.items()):
        sections.register(
            sections.Section(
                name=name,
                label=name.title(),
                order=order,
                url=lambda owner: "/x/",
                count=lambda owner, viewer: 2,
                newest=lambda owner, viewer, html=html: html,
            )
        )

    text = client.get(PROFILE).text

    assert "<b>newest</b>" in text
    assert re.findall(r'<h2 class="section__title">(\w+)</h2>', text) == ["Full"]


def test_what_a_member_did_stands_on_their_profile(client, ada, bob):
    relations.follow(follower=ada, followed=bob)

    assert re.search(r'<ol class="stream">.*?Bob', client.get(PROFILE).text, re.DOTALL)
