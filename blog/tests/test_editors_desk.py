"""B18: the editors' lists of posts, their report, and what it finds."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from blog.models import Author, BlogPostPage, Category
from stoa.accounts.models import User
from stoa.core.checking import find_problems
from stoa.core.tests.factories import make_document, make_image

pytestmark = pytest.mark.django_db


def test_b18_list_of_posts_filters_by_state(admin, blog, make_post):
    make_post("Out in the open")
    blog.add_child(instance=BlogPostPage(title="Half a thought", live=False))

    drafts = admin.get(reverse("blog_posts:index"), {"state": "draft"}).text
    live = admin.get(reverse("blog_posts:index"), {"state": "live"}).text

    assert "Half a thought" in drafts
    assert "Out in the open" not in drafts
    assert "Out in the open" in live
    assert "Half a thought" not in live


def test_b18_list_of_posts_is_searched(admin, make_post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_post("Sharp is a habit")
        make_post("Slow food")

    found = admin.get(reverse("blog_posts:index"), {"q": "habit"})

    assert [post.title for post in found.context["object_list"]] == ["Sharp is a habit"]


@pytest.mark.parametrize(
    ("ordering", "titles"),
    [
        ("title", ["Ash", "Beech", "Oak"]),
        ("-title", ["Oak", "Beech", "Ash"]),
        ("published_at", ["Oak", "Ash", "Beech"]),
        ("-published_at", ["Beech", "Ash", "Oak"]),
    ],
)
def test_b18_list_of_posts_is_sorted(admin, make_post, ordering, titles):
    for day, title in enumerate(["Oak", "Ash", "Beech"], start=1):
        make_post(title, published_at=datetime(2026, 5, day, tzinfo=UTC))

    listing = admin.get(reverse("blog_posts:index"), {"ordering": ordering})

    assert [post.title for post in listing.context["object_list"]] == titles


@pytest.mark.parametrize("address", ["blog_posts:index", "blog_post_report"])
def test_b18_posts_filter_by_author_category_language_and_date(admin, english, make_post, address):
    author = Author.objects.create(name="Ada", handle="ada", locale=english)
    category = Category.objects.create(name="Wood", slug="wood", locale=english)
    make_post("Filed away", authors=[author], categories=[category])
    make_post("Loose leaf")

    for name, value in (("author", author.pk), ("category", category.pk)):
        listing = admin.get(reverse(address), {name: value}).text
        assert "Filed away" in listing
        assert "Loose leaf" not in listing
    for name, value in (("published_at_from", "2020-01-01"), ("state", "changed")):
        assert admin.get(reverse(address), {name: value}).status_code == 200


@pytest.mark.parametrize("address", ["blog_posts:index", "blog_post_report"])
def test_b18_posts_filter_by_language_once(admin, make_post, address):
    make_post("Slow food")
    Locale.objects.get_or_create(language_code="es")

    spanish = admin.get(reverse(address), {"locale": "es"})
    everything = admin.get(reverse(address))

    assert ["Slow food" in answer.text for answer in (spanish, everything)] == [False, True]
    assert list(everything.context["filters"].form.fields).count("language") == 0


def test_b18_list_of_posts_asks_the_same_number_of_queries(admin, make_post, django_assert_num_queries):
    make_post("Post")
    admin.get(reverse("blog_posts:index"))
    with CaptureQueriesContext(connection) as one:
        admin.get(reverse("blog_posts:index"))
    asked = len(one)
    for number in range(3):
        make_post(f"Post {number}")
    # What the publishing purged is worked out once more.
    admin.get(reverse("blog_posts:index"))

    with django_assert_num_queries(asked):
        admin.get(reverse("blog_posts:index"))


def test_b18_list_of_posts_names_their_languages(admin, make_post):
    make_post("Slow food")
    spanish = BlogPostPage.objects.get().copy_for_translation(Locale.objects.get(language_code="es"), copy_parents=True)
    spanish.title = "Comida lenta"
    spanish.save_revision().publish()

    listing = admin.get(reverse("blog_posts:index"), {"ordering": "locale"}).text

    assert listing.index("English") < listing.index("Español")


def test_report_names_what_to_mend(admin, make_post):
    make_post("Bare")
    make_post("Fine", intro="A line.")

    report = admin.get(reverse("blog_post_report"), {"problem": "description"}).text

    assert "Bare" in report
    assert "Fine" not in report


def test_report_exports_to_csv(admin, make_post):
    make_post("Bare")

    answer = admin.get(reverse("blog_post_report"), {"export": "csv"})
    rows = b"".join(answer.streaming_content).decode()

    assert rows.splitlines()[1].startswith("Bare,")
    assert "no description" in rows


def test_report_is_closed_to_members(client):
    client.force_login(User.objects.create_user("member@example.org", "x"))

    assert client.get(reverse("blog_post_report")).status_code in (302, 403)


def test_problems_name_broken_links(make_post):
    gone = make_post("Gone soon")
    post = make_post(
        "Linking", intro="A line.", body=[("rich_text", f'<p><a linktype="page" id="{gone.pk}">x</a></p>')]
    )

    before = find_problems(post)
    gone.unpublish()

    assert [problem.kind for problem in before] == ["author"]
    assert [problem.kind for problem in find_problems(post)] == ["author", "link"]


def kinds(post):
    return [problem.kind for problem in find_problems(BlogPostPage.objects.get(pk=post.pk))]


def test_problems_name_pictures_of_a_list_in_either_form(make_post, make_author):
    picture = {"image": make_image().pk, "alt": "", "decorative": False, "caption": ""}
    galleries = [{"images": [picture]}, {"images": [{"type": "item", "id": "1", "value": picture}]}]
    body = json.dumps([{"type": "gallery", "value": {**gallery, "caption": ""}} for gallery in galleries])

    assert kinds(make_post("Pictures", intro="A line.", authors=[make_author()], body=body)) == ["alt", "alt"]


def test_problems_name_cards_and_buttons_whose_page_was_deleted(make_post, make_author):
    gone = make_post("Gone soon")
    body = [("card", {"page": gone}), ("button", {"label": "Go", "page": gone, "url": "", "style": "primary"})]
    post = make_post("Linking", intro="A line.", authors=[make_author()], body=body)

    before = kinds(post)
    gone.delete()

    assert (before, kinds(post)) == ([], ["link", "link"])


@pytest.mark.parametrize(
    ("address", "is_broken"),
    [
        ("/en/blog/gone/", True),
        ("/en/blog/here/", False),
        ("/en/blog/here", False),
        ("/en/blog/tag/oak/?page=2", False),
        ("/en/cart/", False),
        ("/old-address/", False),
        ("/nothing-here/", True),
        ("/documents/999/plan.pdf", True),
        ("/documents/" + "9" * 30 + "/plan.pdf", True),
        ("{site}/en/blog/gone/#part", True),
        ("{site}/en/blog/here/", False),
        ("https://elsewhere.example/en/blog/gone/", False),
        ("#part", False),
        ("https://[nonsense/", False),
        ("/%2F%5Bx/", True),
        ("/%09/%5Bx/", True),
        ("/%00", False),
    ],
)
def test_problems_name_own_addresses_that_nothing_answers(make_post, make_author, site, address, is_broken):
    make_post("Here", slug="here")
    Redirect.add_redirect("/old-address", "/en/")
    address = address.format(site=site.root_url)
    button = {"label": "Go", "page": None, "url": address, "style": "primary"}
    body = [("markdown", f"See [there]({address})."), ("button", button), ("rich_text", f'<a href="{address}">x</a>')]

    post = make_post("Linking", intro="A line.", authors=[make_author()], body=body)

    assert kinds(post) == ["link"] * 3 * is_broken


def test_problems_name_documents_that_were_deleted(make_post, make_author):
    document = make_document()
    rich = f'<a linktype="document" id="{document.pk}">x</a>'
    body = [("file", {"document": document, "title": "", "description": ""}), ("rich_text", rich)]
    post = make_post("Linking", intro="A line.", authors=[make_author()], body=body)

    before = kinds(post)
    document.delete()

    assert (before, kinds(post)) == ([], ["link", "link"])


@pytest.mark.parametrize("asked", [{}, {"problem": "link"}, {"problem": "any"}, {"export": "csv"}, {"export": "xlsx"}])
def test_report_asks_as_many_queries_for_many_as_for_few(
    admin, make_post, make_author, django_assert_num_queries, asked
):
    def read():
        answer = admin.get(reverse("blog_post_report"), asked)
        assert answer.status_code == 200
        return b"".join(answer) if answer.streaming else answer.content

    def add(number):
        other = make_post(f"Other {number}", authors=[make_author(handle=f"a{number}")])
        rich = f'<p><a linktype="page" id="{other.pk}">x</a> <a href="/en/lost-{number}/">y</a></p>'
        picture = {"image": make_image(), "alt": "", "decorative": False, "caption": "", "width": "text"}
        make_post(f"Full {number}", body=[("rich_text", rich), ("card", {"page": other}), ("image", picture)])

    add(0)
    read()
    with CaptureQueriesContext(connection) as few:
        read()
    asked_for_few = len(few)
    for number in range(1, 4):
        add(number)
    read()

    with django_assert_num_queries(asked_for_few):
        read()


def test_problems_name_a_missing_author(make_post, make_author):
    posts = [make_post("Loose", intro="A line."), make_post("Signed", intro="A line.", authors=[make_author()])]

    assert [[problem.kind for problem in find_problems(post)] for post in posts] == [["author"], []]


def test_dashboard_counts_what_waits(admin, blog):
    blog.add_child(instance=BlogPostPage(title="Half a thought", live=False))

    panel = admin.get(reverse("wagtailadmin_home")).text

    assert "The blog’s desk" in panel
    assert "<strong>1</strong> Drafts" in panel
