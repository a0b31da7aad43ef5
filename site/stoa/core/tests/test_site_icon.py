import pytest

from stoa.core import pagecache
from stoa.core.models import SiteSettings
from stoa.core.tests.factories import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen(site):
    """The site's settings with an icon of its own."""
    settings = SiteSettings.for_site(site)
    settings.icon = make_image("Mark", size=(200, 200))
    settings.save()
    pagecache.forget_all()
    return settings


@pytest.mark.parametrize(("path", "file"), [("favicon.ico", "favicon.png"), ("apple-touch-icon.png", "touch-icon.png")])
def test_browsers_that_ask_for_an_icon_find_ours(client, site, path, file):
    answer = client.get(f"/{path}")

    assert (answer.status_code, answer.url) == (302, f"/static/img/{file}")
    assert answer["Cache-Control"] == "public, max-age=86400"
    assert not answer.cookies


def test_pages_name_our_icon_also_as_svg(client, home):
    shown = client.get("/en/").text

    assert 'type="image/svg+xml" href="/static/img/favicon.svg"' in shown
    assert 'rel="apple-touch-icon" href="/static/img/touch-icon.png"' in shown


def test_chosen_icon_takes_the_place_of_ours(client, home, chosen):
    tab, touch = (chosen.icon.renditions.get(filter_spec=f"fill-{side}x{side}|format-png") for side in (48, 180))

    shown = client.get("/en/").text

    assert f'sizes="48x48" href="{tab.url}"' in shown
    assert f'rel="apple-touch-icon" href="{touch.url}"' in shown
    assert "favicon.svg" not in shown
    assert client.get("/favicon.ico").url == tab.url


def test_icon_whose_file_is_gone_gives_way_to_ours(client, home, chosen):
    chosen.icon.renditions.all().delete()
    chosen.icon.file.delete(save=False)
    pagecache.forget_all()

    assert client.get("/favicon.ico").url == "/static/img/favicon.png"


def test_admin_carries_name_and_icon_of_the_site(client, home, django_user_model):
    client.force_login(django_user_model.objects.create_superuser(email="root@example.org", password="x"))

    shown = client.get("/admin/").text

    assert '<link rel="icon" href="/favicon.ico">' in shown
    assert "- Stoa</title>" in " ".join(shown.split())


def test_editors_menu_begins_with_logo_and_name_of_the_site(client, home, site, django_user_model):
    ana = django_user_model.objects.create_superuser(email="root@example.org", password="x", display_name="Ana")
    client.force_login(ana)

    ours = client.get("/admin/").text
    settings = SiteSettings.for_site(site)
    settings.site_name, settings.logo = "Bench & Sons", make_image("Logo", size=(200, 80))
    settings.save()
    pagecache.forget_all()
    chosen = client.get("/admin/").text

    assert 'src="/static/img/touch-icon.png"' in ours
    assert ">Hello, Ana<" in " ".join(ours.split()).replace("> ", ">").replace(" <", "<")
    assert '<span class="site-brand__name">Bench &amp; Sons</span>' in chosen
    assert settings.logo.renditions.first().url in chosen
