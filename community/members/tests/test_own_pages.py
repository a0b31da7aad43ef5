import pytest

from community.members import dashboard, relations, sections
from community.members.models import MemberSettings
from community.members.models.settings import PARTS

OWN = ("/en/me/", "/en/me/muted/", "/en/me/blocked/", "/en/me/visibility/")


@pytest.fixture
def as_bob(client, bob):
    client.force_login(bob)
    return client


@pytest.mark.parametrize("address", OWN)
def test_u11_own_pages_need_a_log_in_and_are_kept_by_nobody(client, bob, address):
    visitor = client.get(address)
    client.force_login(bob)

    assert visitor["Location"] == f"/en/account/login/?next={address}"
    assert "no-store" in client.get(address)["Cache-Control"]


def test_c01_dashboard_counts_and_leads_on(as_bob, ada, bob, monkeypatch):
    monkeypatch.setattr(sections, "_sections", {})
    sections.register(
        sections.Section(
            name="bookmarks",
            label="Bookmarks",
            order=1,
            url=lambda owner: "/b/",
            count=lambda owner, viewer: 7 if viewer == owner else 0,
        )
    )
    MemberSettings.objects.create(user=bob, bookmarks="nobody", followers="nobody")
    relations.follow(follower=ada, followed=bob)

    text = as_bob.get("/en/me/").text

    assert '<b class="counts__number">7</b> Bookmarks' in text
    assert "<b>1</b> follower" in text
    for address in (
        "/en/people/bob/",
        "/en/account/profile/",
        "/en/me/muted/",
        "/en/me/blocked/",
        "/en/me/visibility/",
    ):
        assert f'href="{address}"' in text


def test_c01_dashboard_shows_panels_in_their_order(as_bob, bob, monkeypatch):
    monkeypatch.setattr(dashboard, "_panels", {})
    for order, title in ((2, "Later"), (1, "Sooner")):
        dashboard.register(
            dashboard.Panel(
                name=title,
                order=order,
                template="components/empty_state.html",
                context=lambda user, title=title: {"title": f"{title} {user.handle}"},
            )
        )

    text = as_bob.get("/en/me/").text

    assert 0 < text.index("Sooner bob") < text.index("Later bob")
    assert "Nothing new yet" not in text


@pytest.mark.parametrize(("page", "act", "undo"), [("muted", "mute", "unmute"), ("blocked", "block", "unblock")])
def test_relations_are_listed_and_undone(as_bob, ada, page, act, undo):
    as_bob.post(f"/en/people/ada/{act}/")
    listed = as_bob.get(f"/en/me/{page}/").text

    answer = as_bob.post(f"/en/people/ada/{undo}/", {"next": f"/en/me/{page}/"})

    assert f'action="/en/people/ada/{undo}/"' in listed
    assert answer["Location"] == f"/en/me/{page}/"
    assert "/en/people/ada/" not in as_bob.get(f"/en/me/{page}/").text


def test_lists_are_of_what_one_did_oneself(as_bob, ada, bob):
    relations.block(blocker=ada, blocked=bob)
    relations.mute(muter=ada, muted=bob)

    for page in ("muted", "blocked"):
        assert "@ada" not in as_bob.get(f"/en/me/{page}/").text


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("page", ["muted", "blocked"])
def test_lists_cost_the_same(as_bob, bob, make_member, django_assert_num_queries, page, many):
    for number in range(many):
        other = make_member(f"m{number}")
        relations.mute(muter=bob, muted=other)
        relations.block(blocker=bob, blocked=other)
    as_bob.get(f"/en/me/{page}/")

    with django_assert_num_queries(4):
        as_bob.get(f"/en/me/{page}/")


def test_choices_are_kept_and_shown_again(as_bob, bob):
    choices = dict.fromkeys(PARTS, "followers") | {"likes": "nobody", "is_findable": "on"}

    answer = as_bob.post("/en/me/visibility/", choices)
    as_bob.post("/en/me/visibility/", choices)

    chosen = MemberSettings.objects.get(user=bob)
    assert answer["Location"] == "/en/me/visibility/"
    assert [getattr(chosen, part) for part in PARTS] == ["followers", "nobody", "followers", "followers", "followers"]
    assert chosen.is_findable
    assert '<option value="nobody" selected>' in as_bob.get("/en/me/visibility/").text


def test_wrong_choice_is_shown_beside_its_field_and_nothing_is_kept(as_bob):
    choices = dict.fromkeys(PARTS, "everybody") | {"likes": "martians"}

    answer = as_bob.post("/en/me/visibility/", choices)

    assert answer.status_code == 200
    assert 'id="id_likes_error"' in answer.text
    assert not MemberSettings.objects.exists()


def test_looking_writes_nothing(as_bob):
    for address in OWN:
        as_bob.get(address)

    assert not MemberSettings.objects.exists()
