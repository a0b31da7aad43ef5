"""A second run: of the same file, of a changed one, after one that was stopped."""

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from blog.importing.wordpress import ledger
from blog.models import BlogPostPage, ImportedItem
from blog.tests.wordpress import files
from blog.tests.wordpress.files import WHOLE
from blog.tests.wordpress.states import state_of_the_site, would
from home.models import StandardPage


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
    assert dry == "Dry run: nothing was written.\n" + would(load(*WHOLE))


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


def test_body_of_many_links_asks_for_each_post_once(load):
    def count(times):
        links = '<a href="https://old.example/2020/post-11/">there</a> ' * times
        with CaptureQueriesContext(connection) as queries:
            load(files.item(11, "There", "x"), files.item(12, "Linking", links), dry_run=True)
        return len(queries)

    load(files.item(11, "There", "x"))
    # The languages are read once in a process.
    first = count(1)

    assert count(300) == count(1) <= first


def test_pages_that_link_to_each_other_are_rendered_once(load):
    links = "".join(f'<a href="https://old.example/2020/post-{number}/">x</a> ' for number in range(10, 14))
    with CaptureQueriesContext(connection) as queries:
        load(*(files.item(number, f"Post {number}", links) for number in range(10, 14)))

    rendered = [query for query in queries if 'SET "body_html"' in query["sql"]]
    assert len(rendered) == 4
    assert all(post.body_html.count('href="/en/blog/post-1') == 4 for post in BlogPostPage.objects.all())
