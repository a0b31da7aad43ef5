"""Posts name authors, categories, tags and series: a change of one cooks those posts again and purges what shows it."""

from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import post_save, pre_delete
from taggit.models import Tag

from blog.models import Author, BlogPostPage, Category, Series
from blog.sitemap import LISTED
from stoa.core import freshness, pagecache

#: How posts refer to each.
PATHS: dict[type[Model], str] = {
    Author: "post_authors__author",
    Category: "categories",
    Tag: "post_tags__tag",
    Series: "series",
}


def connect_signals() -> None:
    for model in PATHS:
        post_save.connect(_changed, sender=model, dispatch_uid=f"blog_{model.__name__}_saved")
        pre_delete.connect(_changed, sender=model, dispatch_uid=f"blog_{model.__name__}_deleted")


def _changed(sender: type[Model], instance: Any, created: bool = False, **kwargs: Any) -> None:
    if created:
        return
    posts = BlogPostPage.objects.filter(Q(**{PATHS[sender]: instance.pk})).values_list("pk", "locale_id")
    named = set(posts)
    pagecache.purge(LISTED, pagecache.snippet_tag(instance), *(f"posts:{locale}" for _pk, locale in named))
    freshness.changed({pk for pk, _locale in named})
