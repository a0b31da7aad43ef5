"""Bookmarks among the other rooms: dashboard, moderation, likes, my data, the bookmarklet."""

import json
from urllib.parse import unquote

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from community.bookmarks import launching, moderating
from community.bookmarks.models import Bookmark, Picture
from community.moderation import reporting
from community.reactions import likes
from stoa.accounts.privacy.registry import registered
from stoa.core import things

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def test_c01_dashboard_counts_ones_bookmarks_and_carries_the_bookmarklet(client, home, ada, make_bookmark):
    make_bookmark()
    make_bookmark(is_private=True)
    client.force_login(ada)

    page = text(client.get("/en/me/"))

    assert '<b class="counts__number">2</b> Bookmarks' in page
    assert 'href="javascript:' in page


def test_c08_launcher_is_small_names_its_version_and_has_a_way_out():
    launcher = launching.launcher()
    script = unquote(launcher)

    assert len(launcher) < 700
    assert "/en/bookmarks/bookmarklet/1.js" in script
    assert "s.onerror = f" in script
    assert "/en/bookmarks/add/?url=" in script
    assert not set('\n"<# ') & set(launcher)


def test_c08_overlay_is_served_to_any_page_and_old_versions_stay(client, home):
    answer = client.get("/en/bookmarks/bookmarklet/1.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert "Cross-Origin-Resource-Policy" not in answer
    assert text(answer).startswith("(//")
    assert "\n)({" in text(answer)
    facts = json.loads(text(answer)[text(answer).rindex("({") + 1 : text(answer).rindex(")")])
    assert (facts["smallest"], facts["form"]) == (250, "http://testserver/en/bookmarks/add/")
    assert client.get("/en/bookmarks/bookmarklet/0.js").status_code == 404
    assert client.get("/en/bookmarks/bookmarklet/2.js").status_code == 404


def test_bookmarklet_has_a_page_for_everybody(client, home):
    answer = client.get("/en/bookmarks/bookmarklet/")

    assert 'href="javascript:' in text(answer)
    assert answer["Cache-Control"].startswith("public")


def test_c11_bookmark_is_liked_and_gone_with_its_likes(ada, bob, make_bookmark):
    bookmark = make_bookmark()
    key = things.key_of(bookmark)

    assert likes.like(user=bob, kind="bookmark", key=key)
    assert likes.counts("bookmark", [key]) == {key: 1}
    bookmark.delete()

    assert likes.counts("bookmark", [key]) == {}


def test_moderator_hides_shows_and_deletes_a_reported_bookmark(client, home, bob, make_member, make_bookmark):
    bookmark = make_bookmark()
    key = str(bookmark.pk)
    reporting.report(reporter=bob, kind="bookmark", key=key, reason="spam", text="", now=timezone.now())

    moderating.hide(key)
    assert client.get(bookmark.get_absolute_url()).status_code == 404
    moderator = make_member("mo")
    moderator.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(moderator)
    assert client.get(bookmark.get_absolute_url()).status_code == 200
    client.logout()
    moderating.restore(key)
    assert client.get(bookmark.get_absolute_url()).status_code == 200
    moderating.delete(key)

    assert not Bookmark.objects.exists()
    assert moderating._look([key, "x"]) == {}


def test_moderator_does_not_see_what_is_only_its_owners(client, home, make_member, make_bookmark):
    bookmark = make_bookmark(is_private=True)
    moderator = make_member("mo")
    moderator.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(moderator)

    assert client.get(bookmark.get_absolute_url()).status_code == 404


def test_u17_bookmarks_are_taken_along_and_erased(ada, bob, make_bookmark):
    make_bookmark("Mine", is_private=True)
    make_bookmark("Strangers", owner=bob)
    data = registered()["bookmarks.Bookmark"]

    rows, files = list(data.export(ada)), list(data.files(ada))
    json.dumps(rows, default=str)
    data.erase(ada, True)

    assert [row["title"] for row in rows] == ["Mine"]
    assert [name for name, _file in files] == [f"pictures/{Picture.objects.get().filename}"]
    assert [bookmark.title for bookmark in Bookmark.objects.all()] == ["Strangers"]


def test_report_leads_from_the_page(client, home, make_bookmark):
    bookmark = make_bookmark()

    assert reverse("report", args=["bookmark", bookmark.pk]) in text(client.get(bookmark.get_absolute_url()))
