import json
import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from blog.models import Author, Category
from blog.sidebar import Counted
from stoa.core import images, kept

pytestmark = pytest.mark.django_db

MAY = datetime(2025, 5, 6, tzinfo=UTC)
JUNE = datetime(2026, 6, 7, tzinfo=UTC)


def titles(answer):
    return [post.title for post in answer.context["posts"]]


def head(answer, pattern):
    return re.findall(pattern, answer.text)


def robots(answer):
    return head(answer, '<meta name="robots" content="([^"]*)">')


def canonical(answer):
    return head(answer, '<link rel="canonical" href="([^"]*)">')


def test_b01_list_is_newest_first(client, make_post):
    make_post("Old", published_at=MAY)
    make_post("New", published_at=JUNE)
    make_post("Kept on top", published_at=MAY, is_featured=True)

    assert titles(client.get("/en/blog/")) == ["Kept on top", "New", "Old"]


def test_b01_card_shows_what_a_post_is(client, make_post, make_author, picture):
    make_post(
        "Slow", slug="slow", intro="On eating.", tags=["oak"], authors=[make_author()], cover=picture, published_at=MAY
    )

    (card,) = re.findall(r'<article class="card.*?</article>', client.get("/en/blog/").text, re.DOTALL)

    assert '<a href="/en/blog/slow/">Slow</a>' in card
    assert '<a href="/en/blog/tag/oak/">oak</a>' in card
    assert re.findall(r'datetime="([^"]*)">([^<]*)<', card) == [(MAY.isoformat(), "6\xa0May 2025")]
    assert ("<span>Ana Ruiz</span>" in card, "On eating." in card) == (True, True)
    assert re.findall(r'<img[^>]* src="([^"]*)"', card)[0].startswith("/media/images/plane")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2", 2), ("99", 3), ("x", 1), ("0", 3), ("-1", 3), ("", 1), ("1e3", 1), ("2.5", 1)],
)
def test_b02_page_number_is_clamped(client, blog, make_post, asked, shown):
    blog.posts_per_page = 1
    blog.save()
    for number in range(3):
        make_post(f"Post {number}")

    assert client.get("/en/blog/", {"page": asked}).context["posts"].number == shown


def test_b02_each_page_has_its_own_canonical_address(client, site, blog, make_post):
    blog.posts_per_page = 1
    blog.save()
    for number in range(2):
        make_post(f"Post {number}", tags=["oak"])

    assert canonical(client.get("/en/blog/?page=x")) == [f"{site.root_url}/en/blog/"]
    assert canonical(client.get("/en/blog/?page=2")) == [f"{site.root_url}/en/blog/?page=2"]
    assert canonical(client.get("/en/blog/tag/oak/?page=9")) == [f"{site.root_url}/en/blog/tag/oak/?page=2"]


def test_b11_tag_list_has_its_posts(client, make_post):
    make_post("Tagged", tags=["wood"])
    make_post("Other", tags=["steel"])

    answer = client.get("/en/blog/tag/wood/")

    assert titles(answer) == ["Tagged"]
    assert answer.text.count("<h1>wood</h1>") == 1
    assert client.get("/en/blog/tag/glass/").status_code == 404


def test_b11_tag_of_hidden_posts_only_is_404(client, make_post):
    hidden = make_post("Members", tags=["secret"])
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    assert client.get("/en/blog/tag/secret/").status_code == 404


def test_category_shows_what_lies_within_it(client, make_post, make_category, file_under):
    wood = make_category("Wood", slug="wood")
    oak = make_category("Oak", slug="oak", parent=wood)
    file_under(make_post("Oak post", published_at=MAY), oak)
    file_under(make_post("Wood post", published_at=JUNE), wood, oak)
    make_post("Other")

    assert titles(client.get("/en/blog/category/wood/")) == ["Wood post", "Oak post"]
    assert titles(client.get("/en/blog/category/oak/")) == ["Wood post", "Oak post"]
    assert client.get("/en/blog/category/none/").status_code == 404


def test_category_cannot_lie_within_itself(make_category):
    wood = make_category("Wood", slug="wood")
    oak = make_category("Oak", slug="oak", parent=wood)
    wood.parent = oak

    with pytest.raises(ValidationError):
        wood.clean()
    Category.objects.filter(pk=wood.pk).update(parent=oak)
    assert set(Category.objects.keys_within(oak)) == {wood.translation_key, oak.translation_key}


def test_author_list_has_their_posts(client, make_post, make_author):
    ana = make_author()
    bo = make_author("Bo", handle="bo", bio="Saws.")
    make_post("Both", authors=[ana, bo])
    make_post("Ana's", authors=[ana])

    answer = client.get("/en/blog/author/bo/")

    assert titles(answer) == ["Both"]
    assert "Saws." in answer.text
    assert client.get("/en/blog/author/nobody/").status_code == 404


def test_year_and_month_have_their_posts(client, make_post):
    make_post("May", published_at=MAY)
    make_post("June", published_at=JUNE)

    assert titles(client.get("/en/blog/2025/")) == ["May"]
    assert titles(client.get("/en/blog/2025/5/")) == ["May"]
    assert "<h1>May 2025</h1>" in client.get("/en/blog/2025/5/").text
    for wrong in ("2024", "2025/6", "2025/13", "2025/0", "0", "99999", "9" * 18):
        assert client.get(f"/en/blog/{wrong}/").status_code == 404


def test_thin_lists_are_not_for_search_engines(client, make_post, make_author):
    ana = make_author()
    make_post("One", tags=["oak", "ash"], authors=[ana], published_at=JUNE)
    make_post("Two", tags=["oak"], published_at=MAY)
    make_post("Three", tags=["oak"], published_at=MAY)

    assert robots(client.get("/en/blog/tag/ash/")) == ["noindex, follow"]
    assert robots(client.get("/en/blog/tag/oak/")) == []
    assert robots(client.get("/en/blog/2026/6/")) == ["noindex, follow"]
    assert robots(client.get("/en/blog/author/ana/")) == []
    assert robots(client.get("/en/blog/")) == []


def test_i01_switcher_keeps_the_list(
    client, site, english, spanish, make_post, make_author, make_category, file_under, translated
):
    wood, ana = make_category("Wood", slug="wood"), make_author()
    madera = Category.objects.create(name="Madera", slug="madera", locale=spanish, translation_key=wood.translation_key)
    ana_es = Author.objects.create(name="Ana", handle="ana-es", locale=spanish, translation_key=ana.translation_key)
    post = make_post("Wood", slug="wood", tags=["oak"], authors=[ana], published_at=MAY)
    file_under(post, wood)
    copy = translated(post, spanish, title="Madera", slug="madera")
    copy.post_authors.all().delete()
    copy.post_authors.create(author=ana_es, sort_order=0)
    file_under(copy, madera)
    make_post("English only", tags=["ash"])

    pairs = {
        "/en/blog/": "/es/blog/",
        "/en/blog/tag/oak/": "/es/blog/etiqueta/oak/",
        "/en/blog/category/wood/": "/es/blog/categoria/madera/",
        "/en/blog/author/ana/": "/es/blog/autor/ana-es/",
        "/en/blog/2025/5/": "/es/blog/2025/5/",
        "/en/blog/wood/": "/es/blog/madera/",
    }
    for here, there in pairs.items():
        answer = client.get(here)
        assert head(answer, '<link rel="alternate" hreflang="([^"]*)" href="([^"]*)">') == [
            ("en", site.root_url + here),
            ("es", site.root_url + there),
            ("x-default", site.root_url + here),
        ]
        assert answer.context["chrome"].languages[1].url == site.root_url + there
        assert client.get(there).status_code == 200
    # What is not translated leads to the other language's home.
    for here in ("/en/blog/tag/ash/", "/en/blog/english-only/"):
        assert client.get(here).context["chrome"].languages[1].url == "/es/"


def test_b15_sidebar_counts_and_lists(client, make_post, make_category, file_under):
    wood = make_category("Wood", slug="wood")
    oak = make_category("Oak", slug="oak", parent=wood)
    make_category("Empty", slug="empty")
    file_under(make_post("A", published_at=MAY), oak, wood)
    file_under(make_post("B", published_at=JUNE), wood)
    make_post("C", published_at=JUNE)
    make_post("D", published_at=JUNE)
    hidden = make_post("Hidden", published_at=JUNE)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")

    sidebar = client.get("/en/blog/").context["sidebar"]

    assert sidebar.count == 4
    assert [link.title for link in sidebar.latest] == ["D", "C", "B"]
    within = [Counted("Oak", "/en/blog/category/oak/", 1, [])]
    assert sidebar.categories == [Counted("Wood", "/en/blog/category/wood/", 2, within)]
    assert [(year.year, year.count, [month.url for month in year.months]) for year in sidebar.archive] == [
        (2026, 3, ["/en/blog/2026/6/"]),
        (2025, 1, ["/en/blog/2025/5/"]),
    ]
    assert sidebar.feed_url == "/en/blog/feed/"


def test_sidebar_folds_many_categories_but_the_largest(client, make_post, make_category, file_under):
    outer = make_category("Trades", slug="trades")
    inner = [make_category(f"Trade {number:02}", slug=f"t{number}", parent=outer) for number in range(20)]
    file_under(make_post("All trades"), *inner)
    file_under(make_post("One trade"), inner[19])

    answer = client.get("/en/blog/")

    sidebar = answer.context["sidebar"]
    assert [category.name for category in sidebar.largest] == [
        *(f"Trade {number:02}" for number in range(6)),
        "Trade 19",
        "Trades",
    ]
    assert [(category.name, len(category.within)) for category in sidebar.categories] == [("Trades", 20)]
    assert answer.text.count("All categories") == 1


def test_category_without_posts_is_an_empty_list(client, make_category, make_post):
    make_post("Steel")
    make_category("Glass", slug="glass")

    answer, feed = client.get("/en/blog/category/glass/"), client.get("/en/blog/category/glass/feed/")
    elsewhere = client.get("/sitemap-en-1.xml").text + client.get("/en/blog/").text

    assert (answer.status_code, titles(answer), robots(answer)) == (200, [], ["noindex, follow"])
    assert "No articles yet" in answer.text
    assert feed.status_code == 200
    assert "glass" not in elsewhere


def test_index_takes_as_many_queries_for_many_posts_as_for_one(
    client, make_post, make_author, make_category, file_under, picture, django_assert_max_num_queries
):
    author, category = make_author(), make_category()
    # The first visit of all makes the row of the settings.
    client.get("/en/blog/")
    counts = []
    for number in (1, 3, 8):
        picture.get_renditions(*images.PRESETS["card"].filters)
        for turn in range(number):
            post = make_post(f"Post {number}.{turn}", authors=[author], tags=["a", f"t{turn}"], cover=picture)
            file_under(post, category)
        kept.forget()
        with django_assert_max_num_queries(20) as cold:
            client.get("/en/blog/")
        cold_count = len(cold)
        with django_assert_max_num_queries(12) as warm:
            client.get("/en/blog/")
        counts.append((cold_count, len(warm)))

    assert counts == [counts[0]] * 3


def test_list_says_what_it_is(client, site, make_post):
    make_post("Tagged", tags=["wood"])

    answer = client.get("/en/blog/tag/wood/")

    data = json.loads(head(answer, '<script type="application/ld\\+json">(.*?)</script>')[0])
    page, crumbs = data["@graph"]
    assert (page["@type"], page["name"], page["url"]) == (
        "CollectionPage",
        "wood",
        f"{site.root_url}/en/blog/tag/wood/",
    )
    assert [(item["position"], item["name"]) for item in crumbs["itemListElement"]] == [
        (1, "Stoa"),
        (2, "Blog"),
        (3, "wood"),
    ]
