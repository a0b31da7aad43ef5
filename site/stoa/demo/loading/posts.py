"""The posts, oldest first, each in the languages it is written in."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from taggit.models import Tag
from wagtail.models import Locale

from blog.models import BlogIndexPage, BlogPostAuthor, BlogPostPage
from stoa.demo.loading.pages import Places, Relation, stream
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, Publication
from stoa.demo.loading.snippets import Filing
from stoa.demo.reader import Article

# A translation comes out some days after the original.
TRANSLATED_AFTER = {"es": timedelta(days=3), "bg": timedelta(days=5)}


def stub_posts(publication: Publication, places: Places) -> None:
    for name, language, article in _by_date(publication):
        locale = Locale.objects.get(language_code=language)
        parent = BlogIndexPage.objects.get(pk=places.page_id("page:blog", language))
        facts = {"title": article.facts["title"], "slug": article.facts.get("slug", name)}
        places.stub(BlogPostPage, name=f"post:{name}", locale=locale, parent=parent, fields=facts)


def fill_posts(publication: Publication, places: Places, filing: Filing, now: datetime) -> None:
    for name, language, article in _by_date(publication):
        facts = publication.posts[name][DEFAULT_LANGUAGE].facts | article.facts
        page = places.pages[f"post:{name}", language]
        at = page.first_published_at or published_at(facts, language, now)
        places.fill(
            page,
            fields={
                **_fields(facts, page, places, filing, language),
                "published_at": at,
                "body": stream(BlogPostPage, "body", places.resolved(article.blocks, language)),
            },
            relations=_relations(facts, filing, language),
            at=at,
        )


def published_at(facts: dict[str, Any], language: str, now: datetime) -> datetime:
    """So many days before the load, at the hour the file names; never in the future."""
    day = now - timedelta(days=facts["days_ago"]) + TRANSLATED_AFTER.get(language, timedelta())
    at = datetime.combine(day.date(), time.fromisoformat(facts["time"]), tzinfo=now.tzinfo)
    return min(at, now)


def _by_date(publication: Publication) -> Iterator[tuple[str, str, Article]]:
    posts = publication.posts.items()
    for name, translations in sorted(posts, key=lambda post: -post[1][DEFAULT_LANGUAGE].facts["days_ago"]):
        for language in sorted(translations, key=lambda code: code != DEFAULT_LANGUAGE):
            yield name, language, translations[language]


def _fields(facts: dict[str, Any], page: BlogPostPage, places: Places, filing: Filing, language: str) -> dict[str, Any]:
    return {
        "title": facts["title"],
        "slug": page.slug,
        "search_description": facts["seo_description"],
        "intro": facts["intro"],
        "cover": places.pictures[facts["cover"]],
        "cover_alt": facts["cover_alt"],
        "series": filing.series[facts["series"], language] if "series" in facts else None,
        "is_featured": facts.get("featured", False),
        "owner": filing.authors[facts["authors"][0], language].user,
    }


def _relations(facts: dict[str, Any], filing: Filing, language: str) -> list[Relation]:
    authors = [filing.authors[handle, language] for handle in facts["authors"]]
    tags = [Tag.objects.get_or_create(name=name)[0] for name in sorted(facts["tags"])]
    return [
        Relation("categories", [filing.categories[facts["category"], language]], lambda row: row.pk),
        Relation("tags", tags, lambda row: row.name),
        Relation(
            "post_authors",
            [BlogPostAuthor(author=author, sort_order=place) for place, author in enumerate(authors)],
            lambda row: row.author_id,
        ),
    ]
