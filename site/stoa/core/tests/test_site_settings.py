import pytest
from django.urls import reverse
from wagtail.models import Locale, Site, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from stoa.core import pagecache
from stoa.core.models import SiteSettings, SiteText
from stoa.core.translated import TranslatedSnippet

pytestmark = pytest.mark.django_db


def test_first_site_has_settings(site):
    assert SiteSettings.objects.get().site == site


def test_new_site_gets_settings(home):
    site = Site.objects.create(hostname="second.example", root_page=home)
    site.save()

    assert SiteSettings.objects.get(site=site).site_name == "Stoa"


@pytest.fixture
def bare_site(site):
    """A site without a row, as somebody may leave it."""
    SiteSettings.objects.all().delete()
    pagecache.forget_all()
    return site


def test_site_without_settings_works_from_defaults_and_reading_writes_none(client, bare_site):
    answer = client.get("/en/")

    assert answer.status_code == 200
    assert "· Stoa</title>" in answer.text
    assert SiteSettings.for_site(bare_site).comments_enabled
    assert not SiteSettings.objects.exists()


def test_editor_saves_the_settings_of_a_site_without(client, bare_site, django_user_model):
    client.force_login(django_user_model.objects.create_superuser(email="root@example.org", password="x"))
    address = reverse("wagtailsettings:edit", args=["core", "sitesettings", bare_site.pk])

    shown = client.get(address)
    rows = SiteSettings.objects.count()
    saved = client.post(address, {"site_name": "Quire", "comments_enabled": "on", "social_links-count": "0"})

    assert (shown.status_code, rows, saved.status_code) == (200, 0, 302)
    assert SiteSettings.objects.get(site=bare_site).site_name == "Quire"


def test_second_site_texts_of_a_language_are_refused(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser(email="root@example.org", password="x"))
    SiteText.objects.all().delete()
    texts = {"tagline": "Slow", "header_menu-count": "0", "footer_menu-count": "0"}

    answers = [client.post(reverse("wagtailsnippets_core_sitetext:add"), texts) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert answers[1].context["form"].errors == {"__all__": ["Menus and site texts with this Locale already exists."]}
    assert "Menus and site texts with this Locale already exists." in answers[1].text
    assert SiteText.objects.get().locale == Locale.objects.get(language_code="en")


def test_translatable_snippets_of_all_rooms_look_at_their_language():
    plain = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]

    assert [model for model in plain if not issubclass(model, TranslatedSnippet)] == []
