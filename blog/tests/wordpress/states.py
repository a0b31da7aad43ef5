"""What a site holds after an import."""

import json
import re

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Revision

from blog.models import Author, BlogPostPage, Category, ImportedItem
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


def comparable_state(using="default"):
    """What readers and editors have, without numbers and moments of this run: equal in two databases."""
    pages = {page.pk: page.url_path for page in Page.objects.using(using)}
    imported = [*BlogPostPage.objects.using(using), *StandardPage.objects.using(using)]
    return {
        "pages": sorted((page.url_path, _page(page, pages)) for page in imported),
        "redirects": sorted(Redirect.objects.using(using).values_list("old_path", "redirect_page__url_path")),
        "restrictions": sorted(
            PageViewRestriction.objects.using(using).values_list("page__url_path", "restriction_type", "password")
        ),
        "terms": sorted(Category.objects.using(using).values_list("slug", "name", "parent__slug")),
        "comments": sorted(
            Comment.objects.using(using).values_list("import_key", "body_html", "state", "answers__import_key"), key=str
        ),
        "items": sorted(ImportedItem.objects.using(using).values_list("kind", "key")),
        "revisions": Revision.objects.using(using).count(),
    }


def _page(page, pages):
    """A page as plain values; links in its body name the address of the other page in place of its number."""
    names = ("title", "live", "first_published_at", "published_at", "body_html", "word_count", "intro", "is_featured")
    body = json.dumps(list(page.body.raw_data), sort_keys=True)
    filed = {kind: [thing["name"] for thing in page.cooked.get(kind, [])] for kind in ("authors", "categories", "tags")}
    return {
        **{name: getattr(page, name, None) for name in names},
        **filed,
        "body": re.sub(r'id=\\"(\d+)\\"', lambda number: pages.get(int(number[1]), "?"), body),
    }


def would(report):
    """What a dry run says where the run itself says `report`."""
    words = {
        "What came over": "What would come over",
        "What did not, or": "What would not, or",
        "Nothing was lost": "Nothing would be lost",
        " made": " would be made",
        " updated": " would be updated",
    }
    for did, does in words.items():
        report = report.replace(did, does)
    return report
