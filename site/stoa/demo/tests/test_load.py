import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.test import Client
from wagtail.models import Page, Revision
from wagtail.rich_text import RichText

from blog.models import Author, BlogPostPage, Category, Series
from community.activity.models import Action, Notice
from community.bookmarks.models import Bookmark
from community.comments.models import Comment, State, Thread
from community.reactions.models import Like, ViewCount
from home.models import FormPage, HomePage, StandardPage
from stoa.accounts.models import User
from stoa.core.models import SiteText, StoaDocument, StoaImage, StoaRendition
from stoa.demo.loading.loader import load
from stoa.demo.loading.publication import DEFAULT_LANGUAGE, read_publication
from stoa.demo.tests.conftest import NOW

COUNTED = (
    Page,
    Revision,
    BlogPostPage,
    Action,
    Comment,
    Thread,
    Author,
    Category,
    Series,
    User,
    SiteText,
    StoaDocument,
    StoaImage,
    StoaRendition,
)
BLOCKS = {
    "button", "callout", "card", "code", "embed", "faq", "file", "gallery", "heading", "image", "markdown", "quote",
    "raw_html", "rich_text", "table",
}  # fmt: skip


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_demo_has_what_was_promised(reader):
    posts = BlogPostPage.objects.live()

    assert posts.filter(locale__language_code="en").count() == 24
    assert posts.filter(locale__language_code="es").count() == 6
    assert posts.filter(locale__language_code="bg").count() == 6
    assert Author.objects.filter(locale__language_code="en").count() == 4
    assert Category.objects.filter(locale__language_code="en").count() == 6
    assert Series.objects.filter(locale__language_code="en").count() == 3
    assert HomePage.objects.live().count() == 3
    assert StandardPage.objects.live().count() == 9
    assert FormPage.objects.live().count() == 3


def test_demo_uses_every_block(reader):
    used = {block.block_type for post in BlogPostPage.objects.all() for block in post.body}

    assert used == BLOCKS


def test_demo_posts_span_two_years(reader):
    dates = sorted(BlogPostPage.objects.filter(locale__language_code="en").values_list("published_at", flat=True))

    assert dt.timedelta(days=600) < dates[-1] - dates[0] < dt.timedelta(days=730)
    assert dates[-1] < NOW


def test_demo_members_joined_over_years_and_before_they_wrote(reader):
    joined = sorted(User.objects.filter(email__endswith="@stoa.example").values_list("joined_at", flat=True))
    posts = BlogPostPage.objects.filter(published_at__lt=F("post_authors__author__user__joined_at"))
    comments = Comment.objects.filter(created_at__lt=F("user__joined_at"))

    assert joined[-1] - joined[0] > dt.timedelta(days=730)
    assert joined[-1] < NOW
    assert [*posts, *comments] == []


def test_every_demo_page_answers_and_finds_its_renditions_made(reader):
    pages = Page.objects.live().filter(depth__gt=1)
    before = set(StoaRendition.objects.values_list("pk", flat=True))

    answers = {page.url: reader.get(page.url).status_code for page in pages}

    assert {url for url, code in answers.items() if code != 200} == set()
    assert len(answers) == 93
    made = StoaRendition.objects.exclude(pk__in=before).values_list("image__title", "filter_spec")
    assert list(made) == []


def test_no_two_demo_pictures_are_alike(reader):
    hashes = list(StoaImage.objects.values_list("file_hash", flat=True))

    assert len(hashes) == len(set(hashes))
    assert not StoaImage.objects.filter(description="").exists()


def test_demo_loaded_again_changes_nothing(reader):
    before = counts()

    again = load(now=NOW + dt.timedelta(days=3), picture_width=160)

    assert counts() == before
    assert again.published == 0


def test_demo_leaves_alone_what_a_person_has_changed(reader):
    post = BlogPostPage.objects.get(slug="sharp-is-a-habit")
    post.title = "Mine now"
    post.save_revision(user=User.objects.get(handle="mara")).publish()

    load(now=NOW, picture_width=160)

    assert BlogPostPage.objects.get(slug="sharp-is-a-habit").title == "Mine now"


def test_demo_restores_what_differs_from_its_files(reader):
    BlogPostPage.objects.filter(slug="mark-from-the-work").update(intro="Damaged")

    again = load(now=NOW, picture_width=160)

    assert again.published == 1
    assert BlogPostPage.objects.get(slug="mark-from-the-work").intro.startswith("Every number")


def test_demo_links_lead_to_pages(reader):
    bodies = [
        block.value for post in BlogPostPage.objects.all() for block in post.body if block.block_type == "rich_text"
    ]

    assert all(isinstance(body, RichText) for body in bodies)
    assert not [body for body in bodies if 'href="post:' in body.source or 'href="page:' in body.source]


def test_demo_accounts_log_in(reader):
    for account in read_publication().accounts:
        assert Client().login(email=account["email"], password=account["password"])


def test_demo_translations_follow_their_originals():
    posts = read_publication().posts

    translated = {name: set(languages) for name, languages in posts.items() if len(languages) > 1}

    assert len(translated) == 6
    assert set(map(frozenset, translated.values())) == {frozenset({"en", "es", "bg"})}
    for name in translated:
        kinds = [[kind for kind, _ in posts[name][language].blocks] for language in (DEFAULT_LANGUAGE, "es", "bg")]
        assert kinds[1].count("heading") == kinds[2].count("heading")


def test_demo_comments_are_threads_with_some_waiting(reader):
    comments = Comment.objects.all()

    assert comments.count() > 50
    assert comments.waiting().count() == 2
    assert comments.filter(is_guest=True, state=State.APPROVED).exists()
    assert comments.filter(parent__isnull=False).exists()
    assert not comments.filter(created_at__gt=NOW).exists()


def test_load_demo_refuses_a_production_site(settings):
    settings.DEVELOPMENT = False

    with pytest.raises(CommandError, match="production"):
        call_command("load_demo", stdout=io.StringIO())


def test_what_people_do_is_spread_over_days(reader):
    liked = Action.objects.filter(verb__in=("liked", "followed")).values_list("created_at", flat=True)

    saved = Action.objects.get(verb="bookmarked", key=str(Bookmark.objects.earliest("saved_at").pk))
    assert saved.created_at == Bookmark.objects.earliest("saved_at").saved_at
    assert min(liked) > NOW - dt.timedelta(days=4)
    assert max(liked) < NOW
    assert len({moment.date() for moment in liked}) > 2
    # The like and what is told of it bear the same moment.
    like = Like.objects.filter(kind="post").first()
    told = Action.objects.get(actor=like.user, verb="liked", kind=like.kind, key=like.key)
    notice = Notice.objects.filter(actor=like.user, kind=like.kind, key=like.key).first()
    assert told.created_at == like.created_at
    assert notice is None or notice.created_at == like.created_at


def test_products_were_seen_too(reader):
    assert ViewCount.objects.filter(kind="product").count() > 20
