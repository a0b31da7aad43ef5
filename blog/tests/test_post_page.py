import json
import re
from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone

from blog.models import BlogPostPage, Series
from community.comments.models import State
from community.comments.threads import Author as Commenter
from community.comments.threads import post_comment

pytestmark = pytest.mark.django_db

MAY = datetime(2025, 5, 6, tzinfo=UTC)
JUNE = datetime(2026, 6, 7, tzinfo=UTC)


def graph(answer):
    text = re.search('<script type="application/ld\\+json">(.*?)</script>', answer.text).group(1)
    return {item["@type"]: item for item in json.loads(text)["@graph"]}


def properties(answer):
    return re.findall('<meta property="((?:og|article):[^"]*)" content="([^"]*)">', answer.text)


@pytest.fixture
def comment():
    """comment(post, times)"""

    def say(post, times):
        for turn in range(times):
            post_comment(
                translation_key=post.translation_key,
                author=Commenter(name="Guest"),
                body=f"Comment {turn}",
                language="en",
                state=State.APPROVED,
                now=timezone.now(),
            )

    return say


def test_b05_one_address_everywhere(client, site, make_post):
    make_post("Wood", slug="wood", tags=["oak"])
    address = f"{site.root_url}/en/blog/wood/"

    answer = client.get("/en/blog/wood/")

    assert re.findall('<link rel="canonical" href="([^"]*)">', answer.text) == [address]
    assert dict(properties(answer))["og:url"] == address
    assert graph(answer)["BlogPosting"]["url"] == address
    assert f"<link>{address}</link>" in client.get("/en/blog/feed/").text
    assert f"<loc>{address}</loc>" in client.get("/sitemap-en-1.xml").text


def test_post_says_what_it_is(client, site, make_post, make_author, make_category, file_under, picture):
    body = [("rich_text", "<p>Three short words</p>")]
    post = make_post(
        "Wood", slug="wood", intro="On wood.", body=body, tags=["oak"], authors=[make_author()], published_at=MAY,
        cover=picture,
    )  # fmt: skip
    file_under(post, make_category())

    answer = client.get("/en/blog/wood/")

    posting = graph(answer)["BlogPosting"]
    assert posting["headline"] == "Wood"
    assert posting["author"] == [{"@type": "Person", "name": "Ana Ruiz", "url": f"{site.root_url}/en/blog/author/ana/"}]
    assert (posting["articleSection"], posting["keywords"], posting["wordCount"]) == (["Wood"], ["oak"], 3)
    assert posting["datePublished"] == "2025-05-06T00:00:00Z"
    assert posting["image"][0].startswith("http://testserver/media/images/plane")
    facts = properties(answer)
    for fact in (
        ("og:type", "article"),
        ("og:title", "Wood"),
        ("og:description", "On wood."),
        ("og:site_name", "Stoa"),
        ("og:locale", "en_GB"),
        ("og:image:alt", "A plane"),
        ("article:author", "Ana Ruiz"),
        ("article:section", "Wood"),
        ("article:tag", "oak"),
        ("article:published_time", "2025-05-06T00:00:00+00:00"),
    ):
        assert facts.count(fact) == 1
    assert 'rel="author">Ana Ruiz</a>' in answer.text
    assert 'href="/en/blog/tag/oak/"' in answer.text
    assert 'href="/en/blog/category/wood/"' in answer.text


def test_post_with_questions_is_a_faq_page(client, make_post):
    value = {"title": "Asked", "items": [{"question": "Why </script>?", "answer": "<p>Because <b>so</b>.</p>"}]}
    make_post("Asked", slug="asked", body=json.dumps([{"type": "faq", "value": value}]))

    answer = client.get("/en/blog/asked/")

    assert graph(answer)["FAQPage"]["mainEntity"] == [
        {
            "@type": "Question",
            "name": "Why </script>?",
            "acceptedAnswer": {"@type": "Answer", "text": "Because so."},
        }
    ]


def test_post_leads_to_its_neighbours_and_its_series(client, make_post, english):
    series = Series.objects.create(title="Trees", slug="trees", locale=english)
    make_post("First", published_at=MAY, series=series)
    make_post("Second", slug="second", published_at=MAY.replace(month=6), series=series)
    make_post("Third", published_at=JUNE, series=series)

    answer = client.get("/en/blog/second/")

    assert (answer.context["older"].title, answer.context["newer"].title) == ("First", "Third")
    assert [part.title for part in answer.context["series_posts"]] == ["First", "Second", "Third"]
    assert '<span aria-current="page">Second</span>' in answer.text


def test_b12_similar_posts_are_four_others_of_the_language(make_post, translated, spanish):
    post = make_post("One", tags=["a", "b"], published_at=MAY)
    most = make_post("Most", tags=["a", "b"], published_at=MAY)
    rest = [make_post(f"Rest {day}", tags=["a"], published_at=JUNE.replace(day=day)) for day in (1, 2, 3, 4)]
    translated(most, spanish, title="Más", slug="mas")

    assert [found.title for found in BlogPostPage.objects.similar_to(post)] == ["Most", "Rest 4", "Rest 3", "Rest 2"]
    assert len(rest) == 4


def test_b13_template_tags_count_and_list(rf, admin_user, make_post, comment):
    quiet, loud = make_post("Quiet", published_at=JUNE), make_post("Loud", published_at=MAY)
    comment(loud, 2)
    comment(quiet, 1)
    source = (
        "{% load blog_tags %}{% post_count %}"
        "{% latest_posts 1 as latest %}{% for post in latest %} {{ post.title }}{% endfor %}"
        "{% most_commented_posts 2 as loud %}"
        "{% for post in loud %} {{ post.title }} {{ post.comment_count }}{% endfor %}"
    )

    assert Template(source).render(Context({})) == "2 Quiet Loud 2 Quiet 1"


def test_b15_sidebar_names_the_most_commented(client, make_post, comment):
    for number in range(1, 7):
        comment(make_post(f"Post {number}"), number)

    links = client.get("/en/blog/").context["sidebar"].most_commented

    assert [(link.title, link.facts) for link in links[:2]] == [("Post 6", "6 comments"), ("Post 5", "5 comments")]
    assert len(links) == 5


def test_post_takes_as_many_queries_among_many_as_among_few(
    client, make_post, make_author, picture, django_assert_max_num_queries
):
    author = make_author()
    make_post("One", slug="one", tags=["a"], authors=[author], published_at=MAY, cover=picture)
    counts = []
    for number in (2, 3, 6):
        for turn in range(number):
            make_post(f"Post {number}.{turn}", tags=["a"], authors=[author], cover=picture)
        client.get("/en/blog/one/")
        client.get("/en/blog/one/")
        with django_assert_max_num_queries(20) as queries:
            client.get("/en/blog/one/")
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
