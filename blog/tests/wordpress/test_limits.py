"""Longer than our fields: the words move, none is lost."""

import pytest

LONG = "word " * 80
LONG_TEXT = LONG.strip()


def test_long_caption_becomes_paragraph(convert):
    blocks = convert(f'[caption]<img class="wp-image-5" src="/5.jpg" alt="A" /> {LONG}[/caption]')

    assert [kind for kind, _ in blocks] == ["image", "rich_text"]
    assert blocks[1][1] == f"<p>{LONG_TEXT}</p>"


def test_long_heading_stays_rich_text(convert):
    assert convert(f"<h2>{LONG}</h2>") == [("rich_text", f"<h2>{LONG_TEXT}</h2>")]


def test_long_attribution_becomes_paragraph(convert):
    blocks = convert(f"<blockquote>Yes.<cite>{LONG}</cite></blockquote>")

    assert blocks[1:] == [("rich_text", f"<p>— {LONG_TEXT}</p>")]


@pytest.mark.parametrize("address", ["https://x.example/", "mailto:a@x.example"])
def test_button_that_does_not_fit_becomes_link(convert, address):
    label = LONG_TEXT if address.startswith("https") else "Write"
    blocks = convert(f'<!-- wp:button --><div class="wp-block-button"><a href="{address}">{label}</a></div>')

    assert blocks == [("rich_text", f'<p><a href="{address}">{label}</a></p>')]


def test_large_gallery_is_split(convert):
    blocks = convert('[gallery ids="' + ",".join(["5"] * 130) + '"]')

    assert [len(value["images"]) for _, value in blocks] == [60, 60, 10]


def test_long_alternative_text_is_shortened_and_reported(convert):
    blocks = convert(f'<img class="wp-image-5" src="/5.jpg" alt="{LONG_TEXT}" />')

    assert len(blocks[0][1]["alt"]) <= 300
    assert convert.notes == [("alternative text shortened", LONG_TEXT)]
