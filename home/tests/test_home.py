import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from blog.models import BlogPostPage
from conftest import publish
from home.models import HomePage
from stoa.core.tests.factories import make_image

pytestmark = pytest.mark.django_db


def show(home, sections):
    home.sections = sections
    return publish(home)


def test_home_shows_featured_pages_and_cards_that_everybody_may_see(client, home, make_post):
    seen, hidden = make_post("For all"), make_post("For members")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    ways = [{"title": "Way in", "page": seen.page_ptr}, {"title": "Way out", "page": hidden.page_ptr}]
    show(
        home,
        [
            ("featured_pages", {"title": "Begin", "pages": [seen.page_ptr, hidden.page_ptr]}),
            ("cards", {"title": "", "cards": ways}),
        ],
    )

    text = client.get("/en/").text

    assert "For all" in text
    assert "For members" not in text
    assert text.count(hidden.url) == 0
    assert "Way out" in text


def test_home_asks_as_much_for_three_featured_pages_as_for_one(
    client, home, make_post, settings, django_assert_num_queries
):
    settings.PAGE_CACHE_SECONDS = 0
    posts = [make_post(f"Post {number}") for number in range(3)]
    show(home, [("featured_pages", {"title": "Begin", "pages": [posts[0].page_ptr]})])
    client.get("/en/")
    with CaptureQueriesContext(connection) as one:
        client.get("/en/")
    asked = len(one)
    show(home, [("featured_pages", {"title": "Begin", "pages": [post.page_ptr for post in posts]})])
    client.get("/en/")

    with django_assert_num_queries(asked):
        client.get("/en/")


def button(page, label="Go"):
    return {"label": label, "page": page, "url": "", "style": "primary"}


def test_home_asks_as_much_for_many_buttons_and_cards_as_for_few(
    client, home, make_post, settings, django_assert_num_queries
):
    settings.PAGE_CACHE_SECONDS = 0
    posts = [make_post(f"Post {number}").page_ptr for number in range(6)]

    def sections(pages):
        return [
            ("hero", {"title": "First", "buttons": [button(page) for page in pages[:2]]}),
            ("hero", {"title": "Second", "buttons": [button(page) for page in pages[2:4]]}),
            ("featured_pages", {"title": "", "pages": pages}),
            ("featured_pages", {"title": "Again", "pages": pages[:1]}),
            ("cards", {"title": "", "cards": [{"title": page.title, "page": page} for page in pages]}),
            ("cards", {"title": "Again", "cards": [{"title": page.title, "page": page} for page in pages[-1:]]}),
        ]

    show(home, [section for section in sections(posts[:1]) if section[1]["title"] in ("", "First")])
    client.get("/en/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/")
    asked = len(few)
    show(home, sections(posts))
    client.get("/en/")

    with django_assert_num_queries(asked):
        text = client.get("/en/").text

    assert text.count(f'href="{posts[3].url}">Go</a>') == 1


def test_hero_button_leads_to_the_page_in_the_readers_language(client, home, make_post):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    post = make_post("Bread")
    copy = post.copy_for_translation(spanish, copy_parents=True)
    copy.slug = "pan"
    publish(copy)
    post.unpublish()
    spanish_home = copy.get_ancestors().type(HomePage).get().specific
    spanish_home.alias_of = None
    show(spanish_home, [("hero", {"title": "Pan", "buttons": [button(post.page_ptr)]})])

    assert f'href="{copy.get_url()}"' in client.get("/es/").text


def test_hero_button_whose_page_is_gone_is_not_shown(client, home, make_post):
    gone, draft = make_post("Gone"), make_post("Draft")
    show(
        home,
        [("hero", {"title": "Way", "buttons": [button(gone.page_ptr, "To one"), button(draft.page_ptr, "To two")]})],
    )
    gone.delete()
    draft.unpublish()

    text = client.get("/en/").text

    assert "Way" in text
    assert "To one" not in text
    assert "To two" not in text


def test_card_in_a_body_goes_when_its_page_becomes_private(client, make_post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shown = make_post("Soon private")
        post = make_post("Host", slug="host", body=[("card", {"page": shown.page_ptr})])
    before = BlogPostPage.objects.get(pk=post.pk).body_html
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=shown, restriction_type=PageViewRestriction.LOGIN)

    after = client.get("/en/blog/host/").text

    assert "Soon private" in before
    assert "Soon private" not in after


def test_deleted_cover_leaves_the_cards(client, make_post, django_capture_on_commit_callbacks):
    image = make_image()
    with django_capture_on_commit_callbacks(execute=True):
        make_post("Covered", cover=image)
    before = client.get("/en/blog/").text
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()

    after = client.get("/en/blog/").text

    assert "<picture" in before
    assert "<picture" not in after


def test_newest_posts_do_not_repeat_what_is_featured(client, home, make_post):
    first, second, third = make_post("First"), make_post("Second"), make_post("Third")
    show(
        home,
        [
            ("featured_pages", {"title": "", "pages": [third.page_ptr]}),
            ("cards", {"title": "", "cards": [{"title": "Way in", "page": first.page_ptr}]}),
            ("latest_posts", {"title": "Latest", "count": 2}),
        ],
    )

    before, _, latest = client.get("/en/").text.partition("Latest")

    assert (third.title in before, third.title in latest) == (True, False)
    assert first.title in latest
    assert second.title in latest


def test_card_of_a_page_in_another_language_says_its_language(client, home, make_post):
    post = make_post("Only in English")
    spanish = home.copy_for_translation(Locale.objects.get(language_code="es"))
    spanish.slug = "home-es"
    show(spanish, [("featured_pages", {"title": "", "pages": [post.page_ptr]})])
    show(home, [("featured_pages", {"title": "", "pages": [post.page_ptr]})])

    assert f'<a href="{post.url}" lang="en">Only in English</a>' in client.get("/es/").text
    assert f'<a href="{post.url}">Only in English</a>' in client.get("/en/").text
