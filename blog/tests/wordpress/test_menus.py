"""Menus."""

from blog.tests.wordpress import files
from blog.tests.wordpress.files import WHOLE
from stoa.core.models import SiteText


def menu_item(number, title, *, menu="main", object_id=0, kind="page", url="", parent=0, order=0):
    return files.item(
        number,
        title,
        "",
        files.term("nav_menu", menu, menu.title()),
        files.meta("_menu_item_type", "custom" if url else "post_type"),
        files.meta("_menu_item_object", "custom" if url else kind),
        files.meta("_menu_item_object_id", object_id),
        files.meta("_menu_item_menu_item_parent", parent),
        files.meta("_menu_item_url", url),
        type="nav_menu_item",
        menu_order=order,
    )


MENU = [
    menu_item(51, "", object_id=2, order=2),
    menu_item(50, "Start", object_id=10, kind="post", order=1),
    menu_item(52, "Out", url="https://x.example/", order=3),
    menu_item(53, "Below", url="https://x.example/b", parent=52, order=4),
    menu_item(54, "Gone", object_id=99, order=5),
    menu_item(55, "Else", menu="aside", url="https://x.example/"),
]


def test_menu_becomes_header_menu(load):
    report = load(*WHOLE, *MENU)

    links = [dict(block.value) for block in SiteText.objects.get(locale__language_code="en").header_menu]
    assert [(link["label"], link["page"] and link["page"].title, link["url"]) for link in links] == [
        ("Start", "First", ""),
        ("", "Level 2", ""),
        ("Out", None, "https://x.example/"),
    ]
    assert "menu entry on a lower level left out (1):\n    menu “Main”: Below" in report
    assert "menu entry left out (1):\n    menu “Main”: Gone" in report
    assert "menu left out (1):\n    Aside: 1 entries" in report


def test_menu_that_editors_filled_is_left_alone(load, english):
    text = SiteText.objects.get_or_create(locale=english)[0]
    text.header_menu = [("link", {"page": None, "url": "/x/", "label": "Ours"})]
    text.save()

    report = load(*WHOLE, *MENU)

    text.refresh_from_db()
    assert [block.value["label"] for block in text.header_menu] == ["Ours"]
    assert "this site has a header menu already" in report
