import pytest
from django.utils import translation
from wagtail.models import Locale, Site
from wagtail.rich_text import expand_db_html

from conftest import publish
from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(home):
    return publish(home.add_child(instance=StandardPage(title="About", slug="about", live=False)))


@pytest.fixture
def acerca(about):
    copy = about.copy_for_translation(Locale.objects.get_or_create(language_code="es")[0], copy_parents=True)
    copy.slug = "acerca"
    return publish(copy)


def shown(page, language="en"):
    with translation.override(language):
        return expand_db_html(f'<a linktype="page" id="{page.pk}">x</a>')


def test_link_leads_to_the_page_in_the_readers_language(about, acerca):
    assert shown(about) == '<a href="/en/about/">x</a>'
    assert shown(about, "es") == '<a href="/es/acerca/">x</a>'
    assert shown(acerca, "bg") == '<a href="/es/acerca/">x</a>'


def test_link_leads_to_the_page_itself_while_its_translation_is_a_draft(about, acerca):
    acerca.unpublish()

    assert shown(about, "es") == '<a href="/en/about/">x</a>'


@pytest.mark.parametrize("number", ["", "0", "999999", "x", "1.5", "١", "9" * 5000])
def test_link_to_no_page_leads_nowhere(home, number):
    assert expand_db_html(f'<a linktype="page" id="{number}">x</a>') == "<a>x</a>"


def test_link_names_the_host_where_there_are_several_sites(home, about):
    other = home.get_parent().add_child(instance=HomePage(title="Other", slug="other", locale=home.locale))
    Site.objects.create(hostname="other.example", root_page=other)
    there = publish(other.add_child(instance=StandardPage(title="There", slug="there", live=False)))

    assert shown(there) == '<a href="http://other.example/en/there/">x</a>'


def test_many_links_take_one_query(home, about, django_assert_num_queries):
    pages = [home.add_child(instance=StandardPage(title=f"Page {number}", slug=f"p{number}")) for number in range(5)]
    text = " ".join(f'<a linktype="page" id="{page.pk}">x</a>' for page in pages)
    shown(about)

    with django_assert_num_queries(1):
        html = expand_db_html(text)

    assert html == " ".join(f'<a href="/en/p{number}/">x</a>' for number in range(5))
