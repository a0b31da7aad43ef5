"""What everybody, followers, owners and nobody see."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from community.bookmarks import collecting, saving, tagging
from community.bookmarks.models import Bookmark, Sharing, State
from community.members import relations
from community.members.models import MemberSettings
from stoa.core import things

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ALL = "/en/bookmarks/"
HIDDEN_FROM_OTHERS = {
    "waiting": {"state": State.WAITING},
    "refused": {"state": State.REFUSED, "reason": "damaged"},
    "private": {"is_private": True},
    "hidden": {"is_hidden": True},
    "removed": {"removed_at": NOW},
}


def text(answer):
    return answer.content.decode()


def titles(answer):
    return [bookmark.title for bookmark in answer.context["page"].bookmarks]


@pytest.fixture
def follower(ada, make_member):
    user = make_member("fay")
    relations.follow(follower=user, followed=ada)
    return user


def show_to(ada, audience):
    row = MemberSettings.objects.get(user=ada)
    row.bookmarks = audience
    row.save()


def collection_of(owner, *bookmarks, name="Chairs", **facts):
    made = collecting.make_collection(owner=owner, facts=collecting.Facts(name=name, **facts))
    for bookmark in bookmarks:
        bookmark.collected.create(collection=made)
    return made


def test_c13_list_shows_eight_a_page_and_leads_on(client, home, make_bookmark):
    for number in range(19):
        make_bookmark(f"Picture {number:02}", saved_at=NOW - timedelta(hours=number))

    seen, address = [], ALL
    while address:
        answer = client.get(address)
        seen.append(titles(answer))
        older = answer.context["page"].older
        address = f"{ALL}?before={older}" if older else ""

    assert [len(page) for page in seen] == [8, 8, 3]
    assert [title for page in seen for title in page] == [f"Picture {number:02}" for number in range(19)]


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 40, "1-1-1", "²", "0-0"])
def test_b02_place_that_is_none_shows_a_list(client, home, make_bookmark, before):
    make_bookmark()

    assert client.get(ALL, {"before": before}).status_code == 200


@pytest.mark.parametrize("what", HIDDEN_FROM_OTHERS)
def test_what_is_not_for_others_is_nowhere(client, home, ada, bob, make_bookmark, what):
    bookmark = make_bookmark("Secret", **HIDDEN_FROM_OTHERS[what])
    tagging.set_tags(bookmark=bookmark, names=["wood"])
    collection = collection_of(ada, bookmark, sharing=Sharing.PUBLIC)
    shared = collection_of(ada, bookmark, name="Shared", sharing=Sharing.LINK)
    addresses = [ALL, reverse("member_bookmarks", args=["ada"]), collection.get_absolute_url(), shared.link]
    feed = reverse("bookmarks:collection_feed", args=[collection.pk, collection.slug])

    for visitor in (None, bob):
        if visitor:
            client.force_login(visitor)
        assert "Secret" not in "".join(text(client.get(address)) for address in [*addresses, feed])
        assert client.get(bookmark.get_absolute_url()).status_code == 404
        assert client.get("/en/bookmarks/tag/wood/").status_code == 404
        assert things.find("bookmark", str(bookmark.pk), visitor or AnonymousUser()) is None


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        ("everybody", {"visitor": 200, "bob": 200, "follower": 200, "ada": 200}),
        ("followers", {"visitor": 404, "bob": 404, "follower": 200, "ada": 200}),
        ("nobody", {"visitor": 404, "bob": 404, "follower": 404, "ada": 200}),
    ],
)
def test_bookmark_and_collection_are_shown_to_whom_their_owner_chose(
    client, home, ada, bob, follower, make_bookmark, audience, expected
):
    bookmark = make_bookmark()
    collection = collection_of(ada, bookmark, sharing=Sharing.PUBLIC)
    show_to(ada, audience)
    people = {"visitor": None, "bob": bob, "follower": follower, "ada": ada}

    found = {}
    for name, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        answers = {client.get(thing.get_absolute_url()).status_code for thing in (bookmark, collection)}
        [found[name]] = answers
        assert bool(things.find("bookmark", str(bookmark.pk), user or AnonymousUser())) is (found[name] == 200)

    assert found == expected
    client.logout()
    assert (bookmark.title in text(client.get(ALL))) is (audience == "everybody")


def test_public_page_is_the_same_for_everyone_and_carries_nothing_personal(client, home, ada, make_bookmark):
    bookmark = make_bookmark()
    address = bookmark.get_absolute_url()
    for_visitors = client.get(address)
    client.force_login(ada)
    for_owner = client.get(address)

    assert for_visitors.content == for_owner.content
    assert not for_owner.cookies
    assert "csrfmiddlewaretoken" not in text(for_owner)
    assert for_owner["Cache-Control"].startswith("public")


def test_waiting_bookmark_is_a_private_page_that_looks_again_by_itself(client, home, ada, save):
    bookmark, _new = save()
    client.force_login(ada)

    answer = client.get(bookmark.get_absolute_url())

    assert "no-store" in answer["Cache-Control"]
    assert f'hx-get="/en/bookmarks/picture/{bookmark.pk}/?looks=0"' in text(answer)


def test_place_of_a_picture_stops_asking_when_it_is_there_or_refused(client, home, ada, make_bookmark, save):
    ready, refused = make_bookmark(), make_bookmark(state=State.REFUSED, reason="damaged")
    waiting, _new = save()
    client.force_login(ada)

    answers = {
        name: text(client.get(reverse("bookmarks:picture", args=[bookmark.pk]), {"looks": looks}))
        for name, bookmark, looks in (
            ("ready", ready, 3),
            ("refused", refused, 3),
            ("waiting", waiting, 3),
            ("late", waiting, 44),
        )
    }

    assert {name: "hx-get" in answer for name, answer in answers.items()} == {
        "ready": False,
        "refused": False,
        "waiting": True,
        "late": False,
    }
    assert "looks=4" in answers["waiting"]
    assert "The picture is damaged" in answers["refused"]
    assert "Try again" in answers["refused"]


def test_c10_page_shows_picture_source_words_tags_and_who(client, home, ada, make_bookmark):
    bookmark = make_bookmark(
        "A chair", description="Three legs.\n<b>Oak</b>", page_url="https://www.pages.example/chair"
    )
    tagging.set_tags(bookmark=bookmark, names=["wood"])
    collection = collection_of(ada, bookmark, sharing=Sharing.PUBLIC)

    page = text(client.get(bookmark.get_absolute_url()))

    assert "<picture>" in page
    assert 'type="image/avif"' in page
    assert '<a href="https://www.pages.example/chair" rel="nofollow ugc noopener">' in page
    assert "From pages.example" in page
    assert "Three legs.<br>&lt;b&gt;Oak&lt;/b&gt;" in page
    assert '<a class="tag" href="/en/bookmarks/tag/wood/">wood</a>' in page
    assert f'<a href="{collection.get_absolute_url()}" dir="auto">Chairs</a>' in page
    assert '<a href="/en/people/ada/" dir="auto">Ada</a>' in page
    assert f'data-mine="like:bookmark:{bookmark.pk}"' in page


def test_wrong_slug_leads_to_the_right_one_and_unknown_numbers_nowhere(client, home, make_bookmark):
    bookmark = make_bookmark("Стол & chair")

    answer = client.get(f"/en/bookmarks/{bookmark.pk}/wrong/")

    assert (answer.status_code, answer["Location"]) == (301, bookmark.get_absolute_url())
    assert client.get(bookmark.get_absolute_url()).status_code == 200
    assert client.get(f"/en/bookmarks/{bookmark.pk + 1}/x/").status_code == 404
    assert client.get("/en/bookmarks/999999999999999999/x/").status_code == 404


@pytest.mark.parametrize("title", ["🪑", "...", "-", "x" * 200, "/", "?#&"])
def test_any_title_makes_an_address(client, home, make_bookmark, title):
    assert client.get(make_bookmark(title).get_absolute_url()).status_code == 200


def test_link_without_a_picture_has_a_page_and_a_card(client, home, make_bookmark):
    link = make_bookmark("A page", image_url="", page_url="https://www.pages.example/long")

    assert "pages.example" in text(client.get(ALL))
    assert client.get(link.get_absolute_url()).status_code == 200


def test_tag_page_lists_what_has_the_tag(client, home, make_bookmark):
    one, _other = make_bookmark("With"), make_bookmark("Without")
    tagging.set_tags(bookmark=one, names=["старо дърво"])

    answer = client.get(reverse("bookmarks:tag", args=["старо-дърво"]))

    assert titles(answer) == ["With"]
    assert client.get(reverse("bookmarks:tag", args=["nothing"])).status_code == 404


def test_profile_leads_to_public_collections_and_bookmarks(client, home, ada, make_bookmark):
    collection_of(ada, make_bookmark("A chair"), sharing=Sharing.PUBLIC)
    collection_of(ada, name="For me")

    page = text(client.get("/en/people/ada/bookmarks/"))
    profile = text(client.get("/en/people/ada/"))

    assert "A chair" in page
    assert "Chairs" in page
    assert "For me" not in page
    assert "A chair" in profile


def test_own_list_shows_every_state_and_only_ones_own(client, home, ada, bob, make_bookmark):
    for name, fields in HIDDEN_FROM_OTHERS.items():
        make_bookmark(name, **fields)
    make_bookmark("strangers", owner=bob)
    client.force_login(ada)

    assert set(titles(client.get("/en/bookmarks/mine/"))) == {"waiting", "refused", "private", "hidden"}


def test_collection_by_link_is_seen_by_whoever_has_the_link(client, home, ada, make_bookmark):
    collection = collection_of(ada, make_bookmark("A chair"), sharing=Sharing.LINK)
    show_to(ada, "nobody")

    answer = client.get(collection.link)

    assert "A chair" in text(answer)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(collection.get_absolute_url()).status_code == 404
    assert client.get(collection.link[:-2] + "x/").status_code == 404
    ada.is_active = False
    ada.save()
    assert client.get(collection.link).status_code == 404


@pytest.mark.parametrize("sharing", [Sharing.PRIVATE, Sharing.PUBLIC])
def test_link_of_a_collection_that_is_not_shared_by_link_is_dead(client, home, ada, sharing):
    assert client.get(collection_of(ada, sharing=sharing).link).status_code == 404


def test_private_collection_is_its_owners_only(client, home, ada, bob, make_bookmark):
    collection = collection_of(ada, make_bookmark("A chair"))

    assert client.get(collection.get_absolute_url()).status_code == 404
    client.force_login(bob)
    assert client.get(collection.get_absolute_url()).status_code == 404
    client.force_login(ada)
    answer = client.get(collection.get_absolute_url())
    assert "A chair" in text(answer)
    assert "no-store" in answer["Cache-Control"]


def test_feed_of_a_public_collection(client, home, ada, make_bookmark):
    bookmark = make_bookmark("A & B\x07", description="Said <b>")
    collection = collection_of(ada, bookmark, sharing=Sharing.PUBLIC)
    address = reverse("bookmarks:collection_feed", args=[collection.pk, collection.slug])

    answer = client.get(address)

    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert "<title>A &amp; B</title>" in text(answer)
    assert 'type="image/webp"' in text(answer)
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    show_to(ada, "followers")
    client.force_login(ada)
    assert client.get(address).status_code == 404


def test_owner_gets_tools_in_the_personal_fragment(client, home, ada, bob, make_bookmark):
    bookmark = make_bookmark()
    collection = collection_of(ada, bookmark, sharing=Sharing.PUBLIC)
    of = [f"bookmark:{bookmark.pk}", f"collection:{collection.pk}", "bookmark:x", "collection:" + "9" * 30]
    address = "/en/fragments/me/"
    client.force_login(bob)
    assert "bookmarks/change" not in text(client.get(address, {"of": of}))
    client.force_login(ada)

    fragment = text(client.get(address, {"of": of}))

    assert f'href="/en/bookmarks/change/{bookmark.pk}/"' in fragment
    assert f'href="/en/bookmarks/collections/change/{collection.pk}/"' in fragment


@pytest.mark.parametrize("address", ["add/", "mine/", "mine/files/", "collections/", "collections/new/", "picture/1/"])
def test_u11_ones_own_pages_want_a_log_in(client, home, address):
    answer = client.get(ALL + address)

    assert (answer.status_code, answer["Location"]) == (302, f"/en/account/login/?next=/en/bookmarks/{address}")


@pytest.mark.parametrize("address", ["change/{}/", "picture/{}/", "remove/{}/", "retry/{}/"])
def test_u11_strangers_bookmarks_do_not_exist(client, home, bob, make_bookmark, address):
    bookmark = make_bookmark()
    client.force_login(bob)

    ask = client.post if address.startswith(("remove", "retry")) else client.get

    assert ask(ALL + address.format(bookmark.pk)).status_code == 404
    assert Bookmark.objects.kept().filter(pk=bookmark.pk).exists()


@pytest.mark.parametrize("address", ["collections/change/{}/", "collections/delete/{}/"])
def test_u11_strangers_collections_do_not_exist(client, home, ada, bob, address):
    collection = collection_of(ada, sharing=Sharing.PUBLIC)
    client.force_login(bob)

    assert client.post(ALL + address.format(collection.pk), {"name": "Mine"}).status_code == 404


@pytest.mark.parametrize("address", ["remove/{}/", "retry/{}/", "mine/remove/", "mine/bring-back/", "mine/import/"])
def test_get_changes_nothing(client, home, ada, make_bookmark, address):
    bookmark = make_bookmark()
    client.force_login(ada)

    assert client.get(ALL + address.format(bookmark.pk)).status_code == 405


def queries_of(client, address, django_assert_max_num_queries):
    client.get(address)
    with django_assert_max_num_queries(15) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("where", ["all", "member", "tag", "collection", "bookmark", "mine", "collections", "feed"])
def test_number_of_queries_does_not_grow(
    client, home, ada, make_member, make_bookmark, django_assert_max_num_queries, where
):
    def fill(number):
        for count in range(number):
            owner = make_member(f"m{Bookmark.objects.count()}") if where in ("all", "tag") else ada
            bookmark = make_bookmark(owner=owner, title=f"Picture {count}")
            tagging.set_tags(bookmark=bookmark, names=["wood", f"tag {count}"])
            collection_of(owner, bookmark, name=f"Own {bookmark.pk}", sharing=Sharing.PUBLIC)
            if where in ("collection", "feed"):
                bookmark.collected.create(collection=collection)

    collection = collection_of(ada, sharing=Sharing.PUBLIC)
    first = make_bookmark()
    addresses = {
        "all": ALL,
        "member": "/en/people/ada/bookmarks/",
        "tag": ALL + "tag/wood/",
        "collection": collection.get_absolute_url(),
        "bookmark": first.get_absolute_url(),
        "mine": ALL + "mine/",
        "collections": ALL + "collections/",
        "feed": reverse("bookmarks:collection_feed", args=[collection.pk, collection.slug]),
    }
    if where in ("mine", "collections"):
        client.force_login(ada)
    fill(2)
    few = queries_of(client, addresses[where], django_assert_max_num_queries)
    fill(9)

    assert queries_of(client, addresses[where], django_assert_max_num_queries) == few


def test_kept_page_is_purged_when_a_bookmark_changes(
    client, home, ada, make_bookmark, settings, django_capture_on_commit_callbacks
):
    settings.PAGE_CACHE_SECONDS = 60
    bookmark = make_bookmark("Old title")
    assert "Old title" in text(client.get(ALL))

    with django_capture_on_commit_callbacks(execute=True):
        saving.change(
            bookmark=bookmark, image_url=bookmark.image_url, details=saving.Details(title="New title"), now=NOW
        )
    assert "New title" in text(client.get(ALL))

    with django_capture_on_commit_callbacks(execute=True):
        show_to(ada, "nobody")
    assert "New title" not in text(client.get(ALL))
