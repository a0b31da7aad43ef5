"""Home, the blog's index and the plain pages, in every language, and the menus that lead to them."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Site

from blog.models import BlogIndexPage
from home.models import FormField, FormPage, HomePage, StandardPage
from stoa.core.models import SiteSettings, SiteText
from stoa.demo import names, prose
from stoa.demo.loading.pages import Places, Relation, stream
from stoa.demo.loading.publication import Publication
from stoa.demo.loading.snippets import in_language, put

PAGE_TYPES = {"about": StandardPage, "contact": FormPage, "imprint": StandardPage, "shipping": StandardPage}
# The site is a little older than its oldest post.
AGE = timedelta(days=700)


def stub_site_pages(publication: Publication, places: Places) -> None:
    """The home pages, and below each the blog and the plain pages."""
    for locale in _locales():
        language = locale.language_code
        home = _home(locale, publication)
        places.pages["page:home", language] = home
        blog = publication.site["blog"]
        fields = {"title": in_language(blog["title"], language), "slug": in_language(blog["slug"], language)}
        places.stub(BlogIndexPage, name="page:blog", locale=locale, parent=home, fields=fields)
        for name, model in PAGE_TYPES.items():
            facts = publication.pages[name][language].facts
            fields = {"title": facts["title"], "slug": facts["slug"]}
            places.stub(model, name=f"page:{name}", locale=locale, parent=home, fields=fields)


def _locales() -> list[Locale]:
    """English first: the others are its translations."""
    return sorted(Locale.objects.all(), key=lambda locale: locale.language_code != "en")


def _home(locale: Locale, publication: Publication) -> HomePage:
    """The site's own root page and its translations, which stand beside it in the tree."""
    root = HomePage.objects.get(pk=Site.objects.get(is_default_site=True).root_page_id)
    found = HomePage.objects.filter(translation_key=root.translation_key, locale=locale).first()
    if found:
        return found
    language = locale.language_code
    home = HomePage(
        title=publication.home[language]["title"],
        slug=f"home-{language}",
        locale=locale,
        translation_key=root.translation_key,
        live=False,
    )
    root.get_parent().add_child(instance=home)
    return home


def fill_site_pages(publication: Publication, places: Places, now: datetime) -> None:
    at = now - AGE
    for locale in _locales():
        language = locale.language_code
        _fill_plain_pages(publication, places, language, at)
        blog = publication.site["blog"]
        places.fill(
            places.pages["page:blog", language],
            fields={
                "title": in_language(blog["title"], language),
                "intro": prose.html_of(in_language(blog["intro"], language)),
                "search_description": in_language(blog["seo_description"], language),
            },
            at=at,
        )


def fill_home(publication: Publication, places: Places, now: datetime) -> None:
    """After the posts: the home page shows them."""
    for language, facts in publication.home.items():
        sections = [_section(section) for section in facts["sections"]]
        places.fill(
            places.pages["page:home", language],
            fields={
                "title": facts["title"],
                "seo_title": facts["seo_title"],
                "search_description": facts["seo_description"],
                "sections": stream(HomePage, "sections", places.resolved(sections, language)),
            },
            at=now - AGE,
        )


def _section(section: dict[str, Any]) -> tuple[str, Any]:
    """A section of home.toml as a block; `page:`, `post:`, `product:` and `art:` become names to be resolved."""
    value = {name: part for name, part in section.items() if name != "kind"}
    if section["kind"] == "rich_text":
        return "rich_text", prose.html_of(value["text"])
    if section["kind"] == "quote":
        value.setdefault("url", "")
    for button in value.get("buttons", []):
        button.setdefault("url", "")
    return section["kind"], names.replace(value, _name)


def _name(leaf: Any) -> Any:
    if not isinstance(leaf, str):
        return leaf
    if leaf.startswith("art:"):
        return names.Art(leaf.removeprefix("art:"))
    if leaf.startswith(("page:", "post:", "product:")):
        return names.PageName(leaf)
    return leaf


def _fill_plain_pages(publication: Publication, places: Places, language: str, at: datetime) -> None:
    for name, model in PAGE_TYPES.items():
        article = publication.pages[name][language]
        lead = ("rich_text", prose.html_of(article.facts["intro"]))
        blocks = places.resolved([lead, *article.blocks], language)
        fields: dict[str, Any] = {
            "title": article.facts["title"],
            "search_description": article.facts["seo_description"],
            "body": stream(model, "body", blocks),
        }
        relations = []
        if model is FormPage:
            fields |= {
                "thanks": prose.html_of(article.facts["thank_you"]),
                "mail_to": publication.site["site"]["mail_to"],
                "mail_subject": article.facts["title"],
            }
            relations = [_form_fields(article.facts["fields"])]
        places.fill(places.pages[f"page:{name}", language], fields=fields, relations=relations, at=at)


def _form_fields(fields: list[dict[str, Any]]) -> Relation:
    rows = [
        FormField(
            sort_order=place,
            label=field["label"],
            field_type=field["kind"],
            required=field.get("required", True),
            choices="\n".join(field.get("choices", [])),
            help_text=field.get("help", ""),
        )
        for place, field in enumerate(fields)
    ]
    return Relation(
        "form_fields", rows, lambda row: (row.label, row.field_type, row.required, row.choices, row.help_text)
    )


def load_site_texts(publication: Publication, places: Places) -> None:
    """Name, logo, share picture, menus, tagline and footer."""
    _settings(publication, places)
    facts = publication.site
    for locale in _locales():
        language = locale.language_code
        fields = {
            "tagline": in_language(facts["site"]["tagline"], language),
            "announcement": in_language(facts["site"]["announcement"], language),
            "footer_text": in_language(facts["footer"]["text"], language),
        }
        row = put(SiteText, kind="site-text", name="site", locale=locale, fields=fields)
        if not row.header_menu and not row.footer_menu:
            row.header_menu = _menu(facts["menus"], "header", places, language)
            row.footer_menu = _menu(facts["menus"], "footer", places, language)
            row.save()


def _settings(publication: Publication, places: Places) -> None:
    site = Site.objects.get(is_default_site=True)
    row = SiteSettings.for_site(site)
    if row.logo_id:
        return
    row.site_name = publication.site["site"]["name"]
    row.logo = row.icon = places.pictures["mark:logo"]
    row.default_share_image = places.pictures["card:share"]
    row.save()


def _menu(menus: dict[str, Any], name: str, places: Places, language: str) -> list[tuple[str, Any]]:
    """Links of a menu: to pages, which have their own titles, and to addresses that are named in `urls`."""
    return [("link", _link(target, menus["labels"], places, language)) for target in menus[name]]


def _link(target: str, labels: dict[str, Any], places: Places, language: str) -> dict[str, Any]:
    if target.startswith("page:"):
        return {"page": places.pages[target, language], "url": "", "label": ""}
    with translation.override(language):
        return {"page": None, "url": reverse(target), "label": in_language(labels[target], language)}
