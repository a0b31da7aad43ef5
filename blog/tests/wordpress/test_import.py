"""The whole import, from a file to pages."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Revision

from blog.importing.wordpress import ledger
from blog.models import Author, BlogPostPage, Category, ImportedItem
from blog.tests.wordpress import files
from community.comments.models import Comment
from home.models import StandardPage
from stoa.core.models import SiteText, StoaImage


def state_of_the_site():
    """Everything an import may touch, in a form that compares."""
    return {
        "pages": list(Page.objects.order_by("pk").values()),
        "revisions": list(Revision.objects.order_by("pk").values_list("pk", "created_at")),
        "items": list(ImportedItem.objects.order_by("pk").values()),
        "redirects": list(Redirect.objects.order_by("pk").values()),
        "restrictions": list(PageViewRestriction.objects.values()),
        "images": list(StoaImage.objects.values()),
        "terms": list(Category.objects.values()) + list(Author.objects.values()),
        "comments": list(Comment.objects.order_by("pk").values()),
        "menus": [(text.pk, str(text.header_menu.raw_data)) for text in SiteText.objects.all()],
    }


WHOLE = [
    files.author("ann", "Ann Berg", "ann@x.example"),
    files.category("child", "Child &amp; co", "parent"),
    files.category("parent", "Parent"),
    files.item(2, "Level 2", "<p>Two</p>", type="page", name="level-2", parent=1, link="https://old.example/one/two/"),
    files.item(1, "Level 1", "<p>One</p>", type="page", name="level-1", link="https://old.example/one/"),
    files.item(
        10,
        "First",
        'See <a href="https://old.example/2020/post-11/">the second</a> and <a href="/one/two/">a page</a>.',
        files.term("category", "child", "Child &amp; co"),
        files.term("post_tag", "red", "Red"),
        files.comment(1),
        files.comment(2, parent=1),
        excerpt="An <b>intro</b>",
        is_sticky=1,
        comment_status="closed",
    ),
    files.item(11, "Second", 'Back to <a href="http://www.old.example/?p=10">the first</a>.'),
    files.item(12, "Kept back", "x", status="draft", date_gmt="0000-00-00 00:00:00", link="https://old.example/?p=12"),
    files.item(13, "Later", "x", status="future", date_gmt="2100-01-01 00:00:00"),
    files.item(14, "Waiting", "x", status="pending"),
    files.item(15, "Private", "x", status="private"),
    files.item(16, "Locked", "x", password="sesame"),
    files.item(17, "Thrown away", "x", status="trash"),
    files.item(18, "A product", "x", type="product"),
]


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


def test_old_addresses_lead_to_new_ones(load, client):
    load(*WHOLE, files.item(20, "Moved", "x", files.meta("_wp_old_slug", "was-here"), name="moved"))

    for old, new in {
        "/2020/post-10/": "/en/blog/post-10/",
        "/one/two/": "/en/level-1/level-2/",
        "/category/parent/child/": "/en/blog/category/child/",
        "/tag/red/": "/en/blog/tag/red/",
        "/feed/": "/en/blog/feed/",
        "/author/ann/": "/en/blog/author/ann/",
        "/2020/was-here/": "/en/blog/moved/",
    }.items():
        response = client.get(old)
        assert (response.status_code, response.headers.get("Location")) == (301, new)


def test_second_run_changes_nothing(load):
    load(*WHOLE)
    before = state_of_the_site()

    report = load(*WHOLE)

    assert state_of_the_site() == before
    assert "made" not in report
    assert "updated" not in report


def test_changed_export_updates_what_changed_and_nothing_else(load):
    load(*WHOLE)
    untouched = BlogPostPage.objects.get(slug="post-11").latest_revision_id

    report = load(*WHOLE[:5], WHOLE[5].replace("See", "Read"), *WHOLE[6:])

    post = BlogPostPage.objects.get(slug="post-10")
    assert post.body.raw_data[0]["value"].startswith("<p>Read")
    assert "<p>Read" in post.body_html
    assert BlogPostPage.objects.get(slug="post-11").latest_revision_id == untouched
    assert "post: 1 updated, 6 unchanged" in report


def test_post_that_becomes_draft_and_back(load):
    published, draft = (files.item(1, "T", "x", status=status) for status in ("publish", "draft"))

    for item, is_live in ((published, True), (draft, False), (published, True)):
        load(item)
        assert BlogPostPage.objects.get().live is is_live


def test_changed_slug_moves_the_page_and_the_old_address_follows(load, client, django_capture_on_commit_callbacks):
    load(files.item(1, "T", "x", name="old"))
    with django_capture_on_commit_callbacks(execute=True):
        load(files.item(1, "T", "x", name="new"))

    assert BlogPostPage.objects.get().slug == "new"
    assert client.get("/en/blog/old/").headers["Location"] == "/en/blog/new/"


def test_page_deleted_here_is_not_brought_back(load):
    load(files.item(1, "T", "x"))
    BlogPostPage.objects.get().delete()

    report = load(files.item(1, "T", "changed"))

    assert not BlogPostPage.objects.exists()
    assert "deleted here since the last import" in report


def test_dry_run_writes_nothing_and_reports_the_same(load):
    before = state_of_the_site()

    dry = load(*WHOLE, dry_run=True)

    assert state_of_the_site() == before
    assert dry == "Dry run: nothing was written.\n" + load(*WHOLE)


def test_interrupted_run_goes_on(load, monkeypatch):
    record = ledger.Ledger._record
    written = []

    def stop_half_way(self, *args):
        record(self, *args)
        written.append(args)
        if len(written) == 9:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ledger.Ledger, "_record", stop_half_way)
        with pytest.raises(CommandError, match="Run the same command again"):
            load(*WHOLE)
    # The item that was being written is not half there.
    assert ImportedItem.objects.count() == 8
    load(*WHOLE)

    assert BlogPostPage.objects.count() == 7
    assert StandardPage.objects.count() == 2
    assert len({page.slug for page in Page.objects.all()}) == Page.objects.count()
    assert "made" not in load(*WHOLE)


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


def test_slugs_that_are_taken_or_mean_something_else(load, home, client):
    report = load(
        files.item(1, "A", "x", name="same"),
        files.item(2, "B", "x", name="same"),
        files.item(3, "Year", "x", name="2019"),
        files.item(4, "Greek", "x", name="%ce%b5%cf%80%ce%af"),
        files.item(5, "Only a title", "x", name=""),
        files.item(6, "!!!", "x", name=""),
        files.item(7, "The blog", "x", type="page", name="blog"),
        files.item(8, "Mine", "x", type="page", name="account"),
    )

    slugs = list(BlogPostPage.objects.order_by("pk").values_list("slug", flat=True))
    assert slugs == ["same", "same-2", "2019-2", "επί", "only-a-title", "post-6"]
    assert [page.slug for page in StandardPage.objects.order_by("pk")] == ["blog-2", "account"]
    assert "2019 became 2019-2" in report
    for page in Page.objects.type(BlogPostPage, StandardPage):
        assert client.get(page.url).status_code == 200


def test_category_and_author_that_are_here_already_are_used(load, english):
    category = Category.objects.create(name="Ours", slug="child", locale=english)
    author = Author.objects.create(name="Ann Berg", handle="ann", locale=english)
    Author.objects.create(name="Somebody else", handle="bob", locale=english)

    load(*WHOLE, files.author("bob", "Bob"), files.item(30, "Bob's", "x", creator="bob"))

    post = BlogPostPage.objects.get(slug="post-10")
    assert (post.categories.get().pk, post.categories.get().name) == (category.pk, "Ours")
    assert post.post_authors.get().author_id == author.pk
    assert BlogPostPage.objects.get(slug="post-30").post_authors.get().author.handle == "bob-2"


def menu_item(number, title, *, menu="main", object_id=0, kind="page", url="", parent=0, order=0):
    return files.item(
        number,
        title,
        "",
        files.term("nav_menu", menu, menu.title()),
        files.meta("_menu_item_type", "custom" if url else "post_type"),
        files.meta("_menu_item_object", "custom" if url else kind),
        files.meta("_menu_item_object_id", object_id),
        files.meta("_menu_item_menu_item_parent", parent),
        files.meta("_menu_item_url", url),
        type="nav_menu_item",
        menu_order=order,
    )


MENU = [
    menu_item(51, "", object_id=2, order=2),
    menu_item(50, "Start", object_id=10, kind="post", order=1),
    menu_item(52, "Out", url="https://x.example/", order=3),
    menu_item(53, "Below", url="https://x.example/b", parent=52, order=4),
    menu_item(54, "Gone", object_id=99, order=5),
    menu_item(55, "Else", menu="aside", url="https://x.example/"),
]


def test_menu_becomes_header_menu(load):
    report = load(*WHOLE, *MENU)

    links = [dict(block.value) for block in SiteText.objects.get(locale__language_code="en").header_menu]
    assert [(link["label"], link["page"] and link["page"].title, link["url"]) for link in links] == [
        ("Start", "First", ""),
        ("", "Level 2", ""),
        ("Out", None, "https://x.example/"),
    ]
    assert "menu entry on a lower level left out (1):\n    menu “Main”: Below" in report
    assert "menu entry left out (1):\n    menu “Main”: Gone" in report
    assert "menu left out (1):\n    Aside: 1 entries" in report


def test_menu_that_editors_filled_is_left_alone(load, english):
    text = SiteText.objects.get_or_create(locale=english)[0]
    text.header_menu = [("link", {"page": None, "url": "/x/", "label": "Ours"})]
    text.save()

    report = load(*WHOLE, *MENU)

    text.refresh_from_db()
    assert [block.value["label"] for block in text.header_menu] == ["Ours"]
    assert "this site has a header menu already" in report


def test_wrong_file_writes_nothing(tmp_path, blog):
    before = state_of_the_site()
    path = tmp_path / "export.xml"
    path.write_text(files.export(*WHOLE)[:-40])

    with pytest.raises(CommandError, match="cut off"):
        call_command("import_wordpress", str(path), verbosity=0)

    assert state_of_the_site() == before


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"under": "/en/nowhere/"}, "There is no blog at /en/nowhere/. Blogs: /en/blog/."),
        ({"under": "/en/"}, "There is no blog at /en/"),
        ({"locale": "xx"}, "no language xx"),
        ({"locale": "es"}, "no blog to import into"),
        ({"media": Path("/nonexistent")}, "is no folder"),
    ],
)
def test_wrong_options_are_one_clear_message(load, options, message):
    with pytest.raises(CommandError, match=message):
        load(*WHOLE, **options)


def test_under_names_the_blog(load, home):
    from blog.models import BlogIndexPage  # noqa: PLC0415 -- only here

    other = home.add_child(instance=BlogIndexPage(title="News", slug="news"))

    load(files.item(1, "T", "x"), under="en/news")

    assert BlogPostPage.objects.get().get_parent().pk == other.pk


def test_command_is_a_program_with_help():
    output = subprocess.run(
        [sys.executable, "manage.py", "import_wordpress", "--help"], capture_output=True, text=True, check=True
    ).stdout

    assert "--fetch-media" in output
