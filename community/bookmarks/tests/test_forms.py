"""Saving and changing by form: prefilled, kind about mistakes, within limits."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.bookmarks import collecting, previews
from community.bookmarks.forms import name_of
from community.bookmarks.models import Bookmark, Collection, Picture, Reason, Sharing, State
from community.bookmarks.tests.conftest import Answer, drawn
from community.moderation.models import Sanction

pytestmark = pytest.mark.django_db
ADD = "/en/bookmarks/add/"
PREVIEW = "/en/bookmarks/preview/"


@pytest.fixture
def member(client, ada, home):
    client.force_login(ada)
    return ada


def text(answer):
    return answer.content.decode()


def errors(answer):
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_c09_form_is_filled_in_with_what_the_address_says(client, member):
    said = {"image": "https://x.example/a.jpg?a=1&b=2", "url": "https://x.example/", "title": "<A> chair"}
    answer = client.get(ADD, said | {"description": "Oak"})

    page = text(answer)
    assert 'value="https://x.example/a.jpg?a=1&amp;b=2"' in page
    assert 'value="&lt;A&gt; chair"' in page
    assert ">\nOak</textarea>" in page
    assert 'src="https://x.example' not in page
    assert not Bookmark.objects.exists()


def test_c08_form_comes_back_filled_in_after_logging_in(client, home):
    answer = client.get(ADD, {"image": "https://x.example/a.jpg", "title": "A & B"})

    assert answer.status_code == 302
    assert "image%3Dhttps%253A%252F%252Fx.example%252Fa.jpg%26title%3DA%2B%2526%2BB" in answer["Location"]


@pytest.mark.parametrize("number", ["9223372036854775808", "9" * 5000, "-1", "²", "x", ""])
def test_o09_collection_that_cannot_be_is_refused(client, member, number):
    collecting.make_collection(owner=member, facts=collecting.Facts(name="Chairs"))

    answer = client.post(ADD, {"page_url": "https://x.example/", "collections": [number]})

    assert (answer.status_code, list(errors(answer))) == (422, ["collections"])


def test_saving_leads_to_the_bookmark(client, member):
    answer = client.post(
        ADD,
        {
            "image_url": "HTTPS://X.example:443/a.jpg#top",
            "page_url": "https://x.example/#part",
            "title": " A \n chair ",
            "tags": "Oak, #wood",
            "new_collection": "Chairs",
            "is_private": "on",
        },
    )

    bookmark = Bookmark.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, bookmark.get_absolute_url())
    assert (bookmark.image_url, bookmark.page_url) == ("https://x.example/a.jpg", "https://x.example/#part")
    assert (bookmark.title, bookmark.is_private, bookmark.state) == ("A chair", True, State.WAITING)
    assert sorted(bookmark.tagged.values_list("tag__name", flat=True)) == ["oak", "wood"]
    assert [one.name for one in bookmark.collections.all()] == ["Chairs"]


def test_saving_twice_says_so(client, member):
    for _time in range(2):
        answer = client.post(ADD, {"image_url": "https://x.example/a.jpg", "title": "A"}, follow=True)

    assert Bookmark.objects.count() == 1
    assert "You had saved this already" in text(answer)


def test_page_that_is_a_picture_is_saved_as_a_picture(client, member):
    client.post(ADD, {"page_url": "https://x.example/a.JPG"})

    bookmark = Bookmark.objects.get()
    assert (bookmark.image_url, bookmark.title) == ("https://x.example/a.JPG", "a")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "__all__"),
        ({"image_url": "javascript:alert(1)"}, "image_url"),
        ({"image_url": "https://user:pw@x.example/"}, "image_url"),
        ({"image_url": "https://x.example/" + "x" * 3_000}, "image_url"),
        ({"page_url": "nonsense"}, "page_url"),
        ({"image_url": "https://x.example/a.jpg", "tags": "🪑"}, "tags"),
        ({"image_url": "https://x.example/a.jpg", "title": "x" * 201}, "title"),
        ({"image_url": "https://x.example/a.jpg", "description": "x" * 2_001}, "description"),
        ({"image_url": "https://x.example/a.jpg", "new_collection": "x" * 101}, "new_collection"),
    ],
)
def test_mistakes_are_said_beside_the_field_and_what_was_typed_is_kept(client, member, typed, field):
    answer = client.post(ADD, {"description": "Typed with love"} | typed)

    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert "description" in typed or "Typed with love" in text(answer)
    assert not Bookmark.objects.exists()


@pytest.mark.parametrize("choice", ["999", "x", "-1", "²"])
def test_collections_of_others_cannot_be_chosen(client, member, bob, choice):
    collecting.make_collection(owner=member, facts=collecting.Facts(name="Mine"))
    strangers = collecting.make_collection(owner=bob, facts=collecting.Facts(name="Strangers"))
    page = client.get(ADD)
    assert "Strangers" not in text(page)

    for value in (choice, str(strangers.pk)):
        answer = client.post(ADD, {"image_url": "https://x.example/a.jpg", "collections": [value]})
        assert list(errors(answer)) == ["collections"]


def test_saving_too_fast_is_said_and_what_was_typed_is_kept(client, member, settings):
    settings.BOOKMARK_RATE = "1/10m"
    client.post(ADD, {"image_url": "https://x.example/a.jpg"})

    answer = client.post(ADD, {"image_url": "https://x.example/b.jpg", "title": "The second"})

    assert answer.status_code == 429
    assert 'value="The second"' in text(answer)


def test_silenced_member_is_told(client, member):
    Sanction.objects.create(user=member, kind=Sanction.Kind.SILENCE, starts_at=timezone.now() - timedelta(hours=1))

    answer = client.post(ADD, {"image_url": "https://x.example/a.jpg"})

    assert answer.status_code == 422
    assert "You may not write here" in text(answer)


def test_preview_is_fetched_by_our_task_and_shown_from_here(client, member, elsewhere):
    elsewhere.answers["/a.png"] = Answer(drawn())
    address = f"{elsewhere.url}/a.png"
    assert "once you save" in text(client.get(PREVIEW, {"image_url": address}))

    fragment = text(client.post(PREVIEW, {"image_url": address}))

    assert '<img src="/media/pictures/' in fragment
    assert elsewhere.url not in fragment
    client.post(PREVIEW, {"image_url": address})
    assert elsewhere.asked == ["/a.png"]


def test_saved_after_the_preview_the_picture_is_not_fetched_again(
    client, member, elsewhere, django_capture_on_commit_callbacks
):
    elsewhere.answers["/a.png"] = Answer(drawn())
    client.post(PREVIEW, {"image_url": f"{elsewhere.url}/a.png"})

    with django_capture_on_commit_callbacks(execute=True):
        client.post(ADD, {"image_url": f"{elsewhere.url}/a.png"})

    assert (Bookmark.objects.get().state, elsewhere.asked) == (State.READY, ["/a.png"])


def test_preview_says_why_there_is_none(client, member, elsewhere):
    elsewhere.answers["/a.png"] = Answer(b"<html>")

    assert str(Reason.NO_PICTURE.label) in text(client.post(PREVIEW, {"image_url": f"{elsewhere.url}/a.png"}))
    assert "cannot be fetched" in text(client.post(PREVIEW, {"image_url": "http://127.0.0.1/a.png"}))


def test_preview_that_is_on_its_way_is_looked_for_again_with_an_end(client, member):
    previews.begin("https://x.example/a.png")

    early = text(client.get(PREVIEW, {"image_url": "https://x.example/a.png", "looks": 1}))
    late = text(client.get(PREVIEW, {"image_url": "https://x.example/a.png", "looks": 44}))

    assert ("looks=2" in early, "looks=" in late) == (True, False)


@pytest.mark.parametrize("typed", ["", "nonsense", "javascript:1", "https://[bad/"])
def test_preview_of_nonsense_asks_for_nothing(client, member, typed):
    answer = client.post(PREVIEW, {"image_url": typed})

    assert (answer.status_code, Picture.objects.count()) == (200, 0)


def test_previews_are_limited(client, member, settings):
    settings.BOOKMARK_PREVIEW_RATE = "1/10m"
    client.post(PREVIEW, {"image_url": "http://127.0.0.1/a.png"})

    assert client.post(PREVIEW, {"image_url": "http://127.0.0.1/b.png"}).status_code == 429


def test_preview_whose_picture_was_swept_is_forgotten(picture):
    previews.end("https://x.example/a.png", picture_id=picture.pk)
    picture.delete()

    assert previews.look("https://x.example/a.png") is None


def test_change_keeps_the_address_of_a_picture_that_is_there(client, member, make_bookmark):
    bookmark = make_bookmark()
    address = reverse("bookmarks:change", args=[bookmark.pk])

    client.post(address, {"image_url": "https://evil.example/b.jpg", "title": "New", "page_url": ""})

    bookmark.refresh_from_db()
    assert (bookmark.title, bookmark.state) == ("New", State.READY)
    assert bookmark.image_url == "https://pictures.example/0.jpg"


def test_change_corrects_the_address_of_a_refused_picture(client, member, make_bookmark):
    bookmark = make_bookmark(state=State.REFUSED, reason="unreachable")
    address = reverse("bookmarks:change", args=[bookmark.pk])
    assert 'type="url" name="image_url"' in text(client.get(address))

    client.post(address, {"image_url": "https://x.example/b.jpg", "title": "New"})

    bookmark.refresh_from_db()
    assert (bookmark.image_url, bookmark.state) == ("https://x.example/b.jpg", State.WAITING)


def test_change_form_shows_what_is_there(client, member, make_bookmark, save):
    bookmark, _new = save(tags=["oak", "wood"], is_private=True)

    page = text(client.get(reverse("bookmarks:change", args=[bookmark.pk])))

    assert 'value="oak, wood"' in page
    assert 'name="is_private" id="id_is_private" checked' in page


def test_removed_bookmark_is_brought_back_from_the_list(client, member, make_bookmark):
    bookmark = make_bookmark()
    answer = client.post(reverse("bookmarks:remove", args=[bookmark.pk]), follow=True)
    assert "1 bookmark is removed." in text(answer)
    moment = answer.context["removed"][0]["removed_at"].isoformat()

    answer = client.post(reverse("bookmarks:bring_back"), {"removed_at": moment}, follow=True)

    assert "1 bookmark is back." in text(answer)
    assert Bookmark.objects.of(member).count() == 1


@pytest.mark.parametrize(
    "moment",
    ["", "x", "2026-13-45T00:00Z", "2026-01-01", "2026-01-01T00:00:00+00:00", "²", "0001-01-01T00:00:00+23:59"],
)
def test_nonsense_brings_nothing_back(client, member, moment):
    answer = client.post(reverse("bookmarks:bring_back"), {"removed_at": moment}, follow=True)

    assert "It is too late" in text(answer)


def test_everything_is_removed_in_one_click(client, member, make_bookmark):
    for _number in range(3):
        make_bookmark()
    assert "Remove all my 3 bookmarks" in text(client.get(reverse("bookmarks:files")))

    answer = client.post(reverse("bookmarks:remove_all"), follow=True)

    assert "3 bookmarks are removed." in text(answer)
    assert not Bookmark.objects.of(member).exists()


def test_collections_are_made_changed_and_deleted(client, member, make_bookmark):
    typed = {"name": " Chairs ", "sharing": Sharing.LINK, "description": "Oak"}
    answer = client.post(reverse("bookmarks:new_collection"), typed, follow=True)
    collection = Collection.objects.get()
    assert (collection.name, collection.sharing, collection.owner) == ("Chairs", Sharing.LINK, member)
    assert collection.link in text(answer)
    bookmark = make_bookmark()
    bookmark.collected.create(collection=collection)
    change = reverse("bookmarks:change_collection", args=[collection.pk])

    answer = client.post(change, {"name": "Tables", "sharing": Sharing.PUBLIC, "cover": bookmark.pk})

    collection.refresh_from_db()
    assert (answer.status_code, collection.name, collection.cover) == (302, "Tables", bookmark)
    client.post(reverse("bookmarks:delete_collection", args=[collection.pk]))
    assert (Collection.objects.count(), Bookmark.objects.count()) == (0, 1)


def test_collection_of_a_name_that_one_has_is_refused_beside_the_field(client, member):
    collecting.make_collection(owner=member, facts=collecting.Facts(name="Chairs"))

    answer = client.post(reverse("bookmarks:new_collection"), {"name": "Chairs", "sharing": Sharing.PRIVATE})

    assert (answer.status_code, list(errors(answer))) == (422, ["name"])


@pytest.mark.parametrize("typed", [{"name": " \n "}, {"name": "x" * 101}, {"name": "A", "sharing": "all"}])
def test_odd_collections_are_refused(client, member, typed):
    answer = client.post(reverse("bookmarks:new_collection"), {"sharing": Sharing.PRIVATE} | typed)

    assert (answer.status_code, Collection.objects.count()) == (422, 0)


def test_cover_is_one_of_the_collections_own_pictures(client, member, make_bookmark):
    collection = collecting.make_collection(owner=member, facts=collecting.Facts(name="Chairs"))
    outside = make_bookmark()

    answer = client.post(
        reverse("bookmarks:change_collection", args=[collection.pk]),
        {"name": "Chairs", "sharing": Sharing.PRIVATE, "cover": outside.pk},
    )

    assert list(errors(answer)) == ["cover"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/a/blue-chair_2.jpg?x=1", "blue chair 2"),
        ("https://x.example/photo", "photo"),
        ("https://www.x.example/", "x.example"),
        ("https://x.example/%D1%81%D1%82%D0%BE%D0%BB.png", "стол"),
        ("https://x.example/.jpg", ".jpg"),
    ],
)
def test_title_that_nobody_gave(address, expected):
    assert name_of(address) == expected
