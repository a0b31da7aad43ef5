from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from stoa.core.blocks import BodyStreamBlock
from stoa.core.styleguide import SampleForm


def component(template, /, **context):
    return render_to_string(f"components/{template}.html", context)


def block(name, value):
    return BodyStreamBlock().child_blocks[name].render(BodyStreamBlock().child_blocks[name].to_python(value))


def test_button_with_address_is_a_link_and_without_a_button():
    assert '<a class="button button--secondary" href="/x">Go</a>' in component(
        "button", label="Go", href="/x", look="secondary"
    )
    assert '<button class="button">Go</button>' in component("button", label="Go")


def test_b03_pagination_of_one_page_is_nothing():
    assert component("pagination", page=Paginator([1], 10).page(1)).strip() == ""


def test_b03_pagination_marks_the_current_page_and_keeps_the_query():
    html = component("pagination", page=Paginator(range(100), 10).page(5), query="&q=oak")

    assert 'aria-current="page">5<' in html
    assert 'rel="prev" href="?page=4&amp;q=oak"' in html
    assert 'rel="next" href="?page=6&amp;q=oak"' in html


def test_b03_pagination_of_another_name_leads_to_its_place():
    html = component(
        "pagination", page=Paginator(range(30), 10).page(2), name="comments", anchor="#comments", label="More"
    )

    assert 'aria-label="More"' in html
    assert 'rel="next" href="?comments=3#comments"' in html


def test_field_with_error_ties_it_to_the_control():
    form = SampleForm({"email": "ines"})

    html = component("field", field=form["email"])

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_error"' in html
    assert 'id="id_email_error"' in html


def test_field_with_help_ties_it_to_the_control():
    html = component("field", field=SampleForm()["name"])

    assert 'aria-describedby="id_name_helptext"' in html
    assert 'id="id_name_helptext"' in html


def test_form_without_a_token_holds_none():
    assert "csrfmiddlewaretoken" not in component("form", form=SampleForm(), action="/", method="get")


def test_avatar_without_photo_shows_the_first_letter():
    assert ">М</span>" in component("avatar", name="мила")


def test_byline_counts_minutes():
    authors = [SimpleNamespace(name="Ines", url="/ines/"), SimpleNamespace(name="Tomas", url="")]

    html = component("byline", authors=authors, minutes=1)

    assert '<a href="/ines/" rel="author">Ines</a>, Tomas' in html
    assert "1 minute to read" in html


def test_share_links_carry_address_and_title_encoded():
    html = component("share", url="https://stoa.example/en/a/?b=1&c=2", title="A & B")

    assert "https%3A%2F%2Fstoa.example%2Fen%2Fa%2F%3Fb%3D1%26c%3D2" in html
    assert "A%20%26%20B" in html


def test_comment_name_is_shown_as_text():
    html = component("comment", comment={"pk": 1, "name": "<b>Mila</b>", "html": ""})

    assert "&lt;b&gt;Mila&lt;/b&gt;" in html


def test_empty_state_without_button_has_no_link():
    assert "<a " not in component("empty_state", title="Nothing yet")


def test_code_block_is_escaped_and_named():
    html = block("code", {"language": "html", "filename": "a.html", "code": "<script>alert(1)</script>"})

    assert "<script>" not in html
    assert "a.html" in html


def test_table_block_has_caption_and_headers():
    value = {
        "data": [["Wood", "kN"], ["Ash", None]],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": "Woods",
    }

    html = block("table", value)

    assert "<caption>Woods</caption>" in html
    assert '<th scope="col">Wood</th>' in html
    assert '<th scope="row">Ash</th>' in html
    assert "None" not in html


@pytest.mark.parametrize("url", ["https://vimeo.com/76979871", "https://example.org/film"])
def test_embed_block_is_a_plain_link(url):
    html = block("embed", {"url": url, "title": "A film", "caption": ""})

    assert "<iframe" not in html
    assert f'href="{url}"' in html


def test_faq_block_is_details():
    html = block("faq", {"title": "", "items": [{"question": "Why?", "answer": "<p>So.</p>"}]})

    assert "<details" in html
    assert "<p>So.</p>" in html


def test_quote_block_names_its_source():
    html = block("quote", {"text": "Less", "attribution": "A", "source": "B", "url": "https://example.org/"})

    assert '<blockquote cite="https://example.org/">' in html
    assert "<cite>" in html


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["image", "gallery", "file", "card"])
def test_block_without_its_row_shows_nothing_broken(name):
    value = {"image": {"image": None}, "gallery": {"images": []}, "file": {"document": None}, "card": {"page": None}}

    assert "None" not in block(name, value[name])


@pytest.mark.parametrize("name", ["400", "500", "503"])
def test_error_page_needs_no_database(name):
    html = render_to_string(f"{name}.html")

    assert html.count("<h1>") == 1
    assert name in html
