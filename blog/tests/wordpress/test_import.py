"""What becomes of posts and pages, from a file to the site."""

from datetime import UTC, datetime

import pytest
from wagtail.models import PageViewRestriction

from blog.models import Author, BlogPostPage, Category
from blog.tests.wordpress import files
from blog.tests.wordpress.files import WHOLE
from home.models import StandardPage


def test_posts_come_over_with_all_that_belongs_to_them(load):
    load(*WHOLE)

    post = BlogPostPage.objects.get(slug="post-10")
    assert (post.title, post.intro, post.live, post.is_featured) == ("First", "An intro", True, True)
    assert post.comments_open is False
    assert post.published_at == post.first_published_at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [category.name for category in post.categories.all()] == ["Child & co"]
    assert post.categories.get().parent.name == "Parent"
    assert [tag.name for tag in post.tags.all()] == ["Red"]
    assert [link.author.name for link in post.post_authors.all()] == ["Ann Berg"]


def test_links_between_posts_become_page_links_whatever_their_order(load):
    load(*WHOLE)

    first, second = BlogPostPage.objects.get(slug="post-10"), BlogPostPage.objects.get(slug="post-11")
    below = StandardPage.objects.get(slug="level-2")
    assert first.body.raw_data[0]["value"] == (
        f'<p>See <a linktype="page" id="{second.pk}">the second</a> and '
        f'<a linktype="page" id="{below.pk}">a page</a>.</p>'
    )
    assert second.body.raw_data[0]["value"] == f'<p>Back to <a linktype="page" id="{first.pk}">the first</a>.</p>'


def test_pages_keep_their_hierarchy_also_when_children_come_first(load, home):
    load(*WHOLE)

    assert StandardPage.objects.get(slug="level-2").url == "/en/level-1/level-2/"
    assert StandardPage.objects.get(slug="level-1").get_parent().pk == home.pk


def test_pages_that_are_each_others_parents_come_over(load, home):
    report = load(
        files.item(1, "A", type="page", name="a", parent=2),
        files.item(2, "B", type="page", name="b", parent=1),
        files.item(3, "C", type="page", name="c", parent=99),
    )

    assert StandardPage.objects.child_of(home).count() == 3
    assert "parent page is not in the export (3)" in report


def test_states(load, client):
    report = load(*WHOLE)

    posts = {post.slug: post for post in BlogPostPage.objects.all()}
    assert set(posts) == {f"post-{number}" for number in (10, 11, 12, 13, 14, 15, 16)}
    assert {slug for slug, post in posts.items() if post.live} == {"post-10", "post-11", "post-15", "post-16"}
    assert posts["post-13"].go_live_at == datetime(2100, 1, 1, tzinfo=UTC)
    assert posts["post-13"].approved_schedule
    kinds = {row.page.slug: row.restriction_type for row in PageViewRestriction.objects.select_related("page")}
    assert kinds == {"post-15": "groups", "post-16": "password"}
    assert PageViewRestriction.objects.get(restriction_type="password").password == "sesame"
    assert b"<p>x</p>" not in client.get(posts["post-16"].url).content
    assert client.get(posts["post-15"].url).status_code in (302, 403)
    assert "waiting for review (1):\n    post 14 “Waiting”: came over as a draft" in report
    assert "left out: trash (1):\n    post 17 “Thrown away”" in report
    assert "left out: product (1):\n    product 18 “A product”" in report


def test_post_scheduled_for_a_time_that_has_passed_is_published(load):
    load(files.item(1, "Was later", "x", status="future", date_gmt="2020-05-05 00:00:00"))

    assert BlogPostPage.objects.get().live


@pytest.mark.parametrize(
    ("title", "expected", "line"),
    [
        ("", "(untitled)", "post without a title"),
        ("With <em>mark</em>", "With mark", "markup in the title"),
        ("Q&amp;A", "Q&A", None),
        ("word " * 80, ("word " * 51).strip() + "…", "title shortened"),
        ("x" * 300, "x" * 254 + "…", "title shortened"),
        ("Ελληνικά — 🎉", "Ελληνικά — 🎉", None),
    ],
)
def test_titles(load, title, expected, line):
    report = load(files.item(1, title, "x"))

    assert BlogPostPage.objects.get().title == expected
    assert line is None or line in report


def test_category_and_author_that_are_here_already_are_used(load, english):
    category = Category.objects.create(name="Ours", slug="child", locale=english)
    author = Author.objects.create(name="Ann Berg", handle="ann", locale=english)
    Author.objects.create(name="Somebody else", handle="bob", locale=english)

    load(*WHOLE, files.author("bob", "Bob"), files.item(30, "Bob's", "x", creator="bob"))

    post = BlogPostPage.objects.get(slug="post-10")
    assert (post.categories.get().pk, post.categories.get().name) == (category.pk, "Ours")
    assert post.post_authors.get().author_id == author.pk
    assert BlogPostPage.objects.get(slug="post-30").post_authors.get().author.handle == "bob-2"


def test_categories_and_tags_without_letters_stay_apart(load, client):
    party, rocket = "%f0%9f%8e%89", "%f0%9f%9a%80"
    kinds = {"category": "category", "post_tag": "tag"}
    filed = [files.term(kind, slug, name) for kind in kinds for slug, name in ((party, "🎉"), (rocket, "🚀"))]

    report = load(files.category(party, "🎉"), files.category(rocket, "🚀"), files.item(1, "T", "x", *filed))

    post = BlogPostPage.objects.get()
    slugs = {"🎉": "6146299cd548", "🚀": "ebbc0b2870eb"}
    assert {each.name: each.slug for each in post.tags.all()} == {name: f"tag-{slug}" for name, slug in slugs.items()}
    categories = {each.name: each.slug for each in post.categories.all()}
    assert categories == {name: f"category-{slug}" for name, slug in slugs.items()}
    for kind in kinds.values():
        assert f"{kind} 🎉: its address is {kind}-6146299cd548" in report
        assert client.get(f"/en/blog/{kind}/{kind}-6146299cd548/").status_code == 200
