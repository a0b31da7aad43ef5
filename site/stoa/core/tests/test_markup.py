import pytest
from wagtail.rich_text import get_text_for_indexing

from stoa.core import markup

OUTSIDE = [
    "https://evil.example",
    "HTTP:evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    " \n//evil.example",
    "\x01//evil.example",
    "///evil.example",
    "mailto:a@evil.example",
]
INSIDE = ["/en/blog/", "#comments", "?page=2", "next/", "/en//blog/", "/%2F/evil.example", "/%5Cevil.example", ""]


@pytest.mark.parametrize(("addresses", "count"), [(OUTSIDE, 1), (INSIDE, 0)])
def test_links_of_a_comment_that_lead_outside(addresses, count):
    for address in addresses:
        html = markup.comment_html(f'<p><a href="{address}" rel="dofollow" target="_blank">x</a></p>')

        assert markup.links_outside(html) == count, address
        assert html.endswith(' rel="nofollow ugc noopener">x</a></p>')


def test_addresses_that_run_programs_are_taken_out():
    assert markup.comment_html('<a href="java&#10;script:alert(1)">x</a>') == '<a rel="nofollow ugc noopener">x</a>'


def test_indexed_text_is_what_wagtail_finds():
    html = (
        '<h2 data-block-key="a">Oak &amp; ash</h2><p>One<br/>two <b>th</b>ree<hr/>four</p><ul><li>a</li><li>b</li></ul>'
        '<p>1 &lt; 2 <a linktype="page" id="3">there</a></p>'
    )

    assert markup.indexed_text(html) == get_text_for_indexing(html)


def test_o09_comments_have_no_tables_whose_rows_cost_more_than_their_letters():
    table = "a|" * 50 + "\n" + "-|" * 50 + "\n" + "a\n" * 50

    assert len(markup.comment_markdown(table)) < 2 * len(table)


def test_plain_text_keeps_a_word_whole_and_blocks_apart():
    html = "<p>Be<b>cause</b> <em>so</em>.</p><ul><li>One</li><li>two<br>three</li></ul>"

    assert markup.plain_text(html) == "Because so. One two three"
