import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from blog.models import Author, BlogPostPage, Category
from stoa.accounts.models import User
from stoa.core import hidden_slugs

pytestmark = pytest.mark.django_db


def edited(page, **changes):
    """What the editor's form posts for `page`, its fields as the form shows them."""
    empty = {f"{name}-TOTAL_FORMS": "0" for name in ("post_authors", "comments")}
    empty |= {f"{name}-INITIAL_FORMS": "0" for name in ("post_authors", "comments")}
    return {"title": page.title, "slug": page.slug, "body-count": "0", "intro": "", **empty, **changes}


def raw_html_in_body(html):
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "raw_html",
        "body-0-value": html,
    }


def newest_body(post):
    """The body as the newest revision stores it."""
    return str(BlogPostPage.objects.get(pk=post.pk).get_latest_revision().content["body"])


@pytest.fixture
def editor(client, make_post):
    """A logged-in member of Wagtail's Editors, who may work on every page."""
    user = User.objects.create_user("editor@example.org", "x")
    user.groups.add(*user.groups.model.objects.filter(name__in=["Editors", "Moderators"]))
    client.force_login(user)
    return client


def test_raw_html_is_refused_from_editors(editor, make_post):
    post = make_post("Plain")

    answer = editor.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]), edited(post, **raw_html_in_body("<script>1</script>"))
    )

    assert "Only superusers may add or change raw HTML." in answer.text
    assert "raw_html" not in newest_body(post)


def test_raw_html_is_taken_from_superusers(admin, make_post):
    post = make_post("Plain")

    answer = admin.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]), edited(post, **raw_html_in_body("<b>1</b>"))
    )

    assert answer.status_code == 302
    assert "raw_html" in newest_body(post)


def test_preview_shows_share_card_and_translation(admin, make_post, home):
    post = make_post("Timber", intro="On wood.")
    spanish = post.copy_for_translation(
        locale=home.locale.__class__.objects.get(language_code="es"), copy_parents=True, alias=False
    )
    spanish.title = "Madera"
    spanish.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[post.pk])

    assert "share-card" in admin.get(url, {"mode": "share-card"}).text
    assert "Madera" in admin.get(url, {"mode": "language-es"}).text


def test_preview_of_a_list_shows_its_share_card(admin, blog):
    blog.save_revision()
    url = reverse("wagtailadmin_pages:view_draft", args=[blog.pk])

    assert "share-card" in admin.get(url, {"mode": "share-card"}).text


def test_preview_of_a_post_never_saved(admin, blog):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["blog", "blogpostpage", blog.pk])
    post = BlogPostPage(title="Not yet", slug="not-yet")

    kept = admin.post(url, edited(post, intro="Soon."))
    seen = admin.get(url, {"in_preview_panel": "true"})

    assert kept.json()["is_valid"]
    assert seen.status_code == 200
    assert "Soon." in seen.text


def add_post(client, blog, **changes):
    address = reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])
    return client.post(address, edited(BlogPostPage(title="Fresh", slug="fresh"), **changes))


def test_a_new_post_is_by_whoever_writes_it(editor, blog, english):
    user = User.objects.get(email="editor@example.org")
    Author.objects.create(name="Ada", handle="ada", locale=english, user=user)

    add_post(editor, blog)

    post = BlogPostPage.objects.get(slug="fresh").get_latest_revision_as_object()
    assert [link.author.name for link in post.post_authors.all()] == ["Ada"]


def test_a_new_post_keeps_the_authors_that_were_chosen(editor, blog, english):
    user = User.objects.get(email="editor@example.org")
    Author.objects.create(name="Ada", handle="ada", locale=english, user=user)
    other = Author.objects.create(name="Ben", handle="ben", locale=english)
    chosen = {"post_authors-TOTAL_FORMS": "1", "post_authors-0-author": other.pk, "post_authors-0-ORDER": "1"}

    add_post(editor, blog, **chosen)

    post = BlogPostPage.objects.get(slug="fresh").get_latest_revision_as_object()
    assert [link.author.name for link in post.post_authors.all()] == ["Ben"]


@pytest.mark.parametrize("slug", ["1984", "feed"])
def test_slug_that_another_address_hides_is_refused(editor, blog, make_post, slug):
    post = make_post("A post")

    new = add_post(editor, blog, slug=slug)
    old = editor.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), edited(post, slug=slug))
    copy = {"new_title": "A copy", "new_slug": slug, "new_parent_page": blog.pk}
    copied = editor.post(reverse("wagtailadmin_pages:copy", args=[post.pk]), copy)

    assert new.context["form"].errors == old.context["form"].errors == {"slug": [str(hidden_slugs.HIDDEN)]}
    assert copied.context["form"].errors == {"new_slug": [str(hidden_slugs.HIDDEN)]}
    assert [page.slug for page in BlogPostPage.objects.all()] == ["a-post"]


def test_post_form_offers_categories_of_its_language(editor, blog, english):
    spanish = Locale.objects.get_or_create(language_code="es")[0]
    Category.objects.create(name="Wood", slug="wood", locale=english)
    Category.objects.create(name="Madera", slug="madera", locale=spanish)

    form = editor.get(reverse("wagtailadmin_pages:add", args=["blog", "blogpostpage", blog.pk])).context["form"]

    assert [str(category) for category in form.fields["categories"].queryset] == ["Wood"]


def test_post_with_a_tag_without_letters_is_published(client, editor, blog):
    answer = add_post(editor, blog, tags="🎉", **{"action-publish": "1"})

    assert answer.status_code == 302
    post = BlogPostPage.objects.get(slug="fresh")
    assert [tag["name"] for tag in post.cooked["tags"]] == ["🎉"]
    addresses = ["/en/blog/fresh/", "/en/blog/feed/", post.cooked["tags"][0]["url"]]
    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_b06_date_brought_forward_brings_the_post_forward(editor, blog):
    post = blog.add_child(instance=BlogPostPage(title="A post", live=False))
    now = timezone.localtime().replace(second=0, microsecond=0)
    late, soon, past = [now + timedelta(days=days) for days in (9, 2, -1)]
    shown = "%Y-%m-%d %H:%M"

    def save(date, **changes):
        address = reverse("wagtailadmin_pages:edit", args=[post.pk])
        editor.post(address, edited(post, published_at=date.strftime(shown), **changes))
        return BlogPostPage.objects.get(pk=post.pk).get_latest_revision_as_object()

    assert save(late).go_live_at == late
    # The second time the form is still the one from before: the editor saves by itself.
    assert [save(soon, go_live_at=late.strftime(shown)).go_live_at for _time in range(2)] == [soon, soon]
    saved = save(past, go_live_at=soon.strftime(shown), **{"action-publish": "1"})
    assert (saved.go_live_at, saved.live) == (None, True)


def content(**changes):
    block = {"key": "a", "text": "x", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block | changes], "entityMap": {}})


@pytest.mark.parametrize(
    "value",
    [
        "no json",
        "7",
        "[]",
        "[" * 9_000,
        content(entityRanges=[{"key": 0, "offset": 0, "length": 1}]),
        content(inlineStyleRanges=7),
    ],
)
def test_o09_rich_text_that_no_editor_writes_is_a_bad_request(admin, make_post, value):
    post = make_post("A post")
    block = {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "rich_text",
        "body-0-value": value,
    }

    answer = admin.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), edited(post, **block))

    assert answer.status_code == 400


def test_rich_text_of_the_editor_is_taken(admin, make_post):
    post = make_post("A post")
    block = {"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "rich_text"}

    admin.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]),
        edited(post, **block, **{"body-0-value": content(text="Oak")}),
    )

    assert "Oak" in newest_body(post)


def test_author_named_twice_by_an_old_form_is_named_once(admin, make_post, english):
    ann = Author.objects.create(name="Ann", handle="ann", locale=english)
    post = make_post("A post")
    post.post_authors.create(author=ann)
    post.save()
    row = {"post_authors-0-id": "", "post_authors-0-author": str(ann.pk), "post_authors-0-ORDER": "1"}
    old = row | {"post_authors-TOTAL_FORMS": "1", "post_authors-INITIAL_FORMS": "1", "action-publish": "1"}

    admin.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), edited(post, **old))

    assert list(BlogPostPage.objects.get(pk=post.pk).post_authors.values_list("author", flat=True)) == [ann.pk]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("post_authors-0-id", "x"),
        ("post_authors-0-id", "[]"),
        ("share_image", "x"),
        ("body-count", None),
        ("body-0-type", None),
        ("comments-0-id", "1.5"),
    ],
)
def test_o09_form_that_no_browser_sends_is_a_bad_request(admin, make_post, name, value):
    post = make_post("A post")
    one = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "1", "0-id": "", "0-ORDER": "1"}
    sent = edited(
        post, **{f"{prefix}-{key}": text for prefix in ("post_authors", "comments") for key, text in one.items()}
    )
    sent |= {"title": ""} | raw_html_in_body("<p>x</p>") | {name: value}

    answer = admin.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]),
        {key: text for key, text in sent.items() if text is not None},
    )

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("name", "value"), [("post_authors-TOTAL_FORMS", "x"), ("post_authors-INITIAL_FORMS", "9" * 30)]
)
def test_o09_management_form_that_no_browser_sends_does_no_harm(admin, make_post, name, value):
    post = make_post("A post")

    answer = admin.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), edited(post, **{name: value}))

    assert answer.status_code < 500


def test_o09_parent_of_a_category_that_is_no_number_is_a_bad_request(admin, make_category):
    address = reverse("wagtailsnippets_blog_category:edit", args=[make_category().pk])

    assert admin.post(address, {"name": "", "slug": "", "parent": "x"}).status_code == 400
