from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from blog.models import BlogPostPage
from conftest import publish

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
ADDRESS = "/en/blog/slow-food/"


@pytest.fixture
def post(blog):
    """A draft."""
    draft = blog.add_child(instance=BlogPostPage(title="Slow food", slug="slow-food", live=False))
    draft.save_revision()
    return draft


def open_preview(admin_client, post):
    return admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[post.pk]))


def test_b04_draft_is_404_and_previewable(client, admin_client, post):
    assert client.get(ADDRESS).status_code == 404
    assert "Slow food" in open_preview(admin_client, post).text
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[post.pk])).status_code == 302


def test_b04_scheduled_post_is_404_and_previewable(client, admin_client, post):
    post.go_live_at = timezone.now() + timedelta(days=1)
    publish(post)

    assert client.get(ADDRESS).status_code == 404
    assert "Slow food" in open_preview(admin_client, post).text
    assert "Slow food" not in client.get("/en/blog/").text


def test_b04_expired_post_is_404_and_previewable(client, admin_client, post):
    post.expire_at = timezone.now() + timedelta(hours=1)
    publish(post)
    assert client.get(ADDRESS).status_code == 200

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        call_command("publish_scheduled")

        assert client.get(ADDRESS).status_code == 404
        assert client.get("/en/blog/feed/").text.count("<item>") == 0
    assert "Slow food" in open_preview(admin_client, post).text


def test_b06_future_date_hides_the_post_until_then(client, post):
    with time_machine.travel(NOON, tick=False) as clock:
        post.published_at = NOON + timedelta(days=2)
        publish(post)
        call_command("publish_scheduled")
        assert client.get(ADDRESS).status_code == 404

        clock.move_to(NOON + timedelta(days=2, minutes=1))
        call_command("publish_scheduled")

        assert client.get(ADDRESS).status_code == 200
        post.refresh_from_db()
        assert post.published_at == NOON + timedelta(days=2)


def test_b06_later_schedule_wins_over_the_date(post):
    post.published_at = timezone.now() + timedelta(days=1)
    post.go_live_at = later = timezone.now() + timedelta(days=3)

    post.full_clean()

    assert post.go_live_at == later


def test_b06_draft_review_schedule_publish_expire(client, admin_user, post):
    """The whole way of a post, by Wagtail's workflow."""
    with time_machine.travel(NOON, tick=False) as clock:
        post.go_live_at = NOON + timedelta(days=1)
        post.expire_at = NOON + timedelta(days=5)
        post.save_revision()
        review = Workflow.objects.get().start(post, admin_user)
        assert (post.status_string, client.get(ADDRESS).status_code) == ("in moderation", 404)

        review.current_task_state.approve(user=admin_user)
        post = BlogPostPage.objects.get(pk=post.pk)
        assert (post.approved_schedule, post.live, client.get(ADDRESS).status_code) == (True, False, 404)

        clock.move_to(NOON + timedelta(days=1, minutes=1))
        call_command("publish_scheduled")
        post.refresh_from_db()
        assert (post.live, client.get(ADDRESS).status_code) == (True, 200)
        assert post.published_at == NOON + timedelta(days=1, minutes=1)

        clock.move_to(NOON + timedelta(days=5, minutes=1))
        call_command("publish_scheduled")
        post.refresh_from_db()
        assert (post.live, post.expired, client.get(ADDRESS).status_code) == (False, True, 404)


def test_date_is_set_at_first_publication_and_stays(post):
    with time_machine.travel(NOON, tick=False) as clock:
        publish(post)
        assert post.published_at == NOON

        clock.move_to(NOON + timedelta(days=3))
        publish(post.get_latest_revision_as_object())

        post.refresh_from_db()
        assert (post.published_at, post.updated_at) == (NOON, NOON + timedelta(days=3))
