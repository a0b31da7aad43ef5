"""Shortcodes."""

import pytest

from blog.importing.wordpress.content.convert import intro_of, to_title


def test_caption_new_and_old(convert):
    image = '<img class="wp-image-5" src="/5.jpg" alt="A" />'
    expected = [("image", {"image": 105, "alt": "A", "caption": "The words", "decorative": False, "width": "text"})]

    assert convert(f'[caption id="attachment_5" width="1"]{image} The words[/caption]') == expected
    assert convert(f'[caption id="attachment_5" caption="The words"]{image}[/caption]') == expected


def test_caption_between_paragraphs(convert):
    blocks = convert('One\n[caption]<img class="wp-image-5" src="/5.jpg" alt="A" /> Words[/caption]\n\nTwo')

    assert [kind for kind, _ in blocks] == ["rich_text", "image", "rich_text"]


def test_link_in_caption_is_reported(convert):
    convert(
        '[caption]<img class="wp-image-5" src="/5.jpg" alt="A" /> See <a href="https://x.example/">here</a>[/caption]'
    )

    assert convert.notes == [("link in a caption", "here: https://x.example/")]


def test_gallery_by_ids_and_of_the_post(convert):
    assert [value["images"] for _, value in convert('[gallery ids="5,6" columns="2"] [gallery]')] == [
        [{"image": 105, "alt": "", "caption": ""}, {"image": 106, "alt": "", "caption": ""}],
        [{"image": 101, "alt": "own", "caption": "Own"}],
    ]


def test_gallery_of_nothing_is_reported(convert):
    assert convert('[gallery ids="404"]') == []
    assert convert.notes == [("gallery without pictures", "404")]


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("[embed]https://youtu.be/abc[/embed]", "https://youtu.be/abc"),
        ('[embed width="1"]https://youtu.be/a?x=1&amp;y=2[/embed]', "https://youtu.be/a?x=1&y=2"),
        ("[youtube=https://youtu.be/abc]", "https://youtu.be/abc"),
        ("[youtube abc]", "https://www.youtube.com/watch?v=abc"),
        ("[vimeo 12]", "https://vimeo.com/12"),
    ],
)
def test_embed(convert, source, address):
    assert convert(source) == [("embed", {"url": address, "title": "", "caption": ""})]


@pytest.mark.parametrize(
    "source", ["[audio https://old.example/s.mp3]", '[audio mp3="https://old.example/s.mp3"][/audio]']
)
def test_audio(convert, source):
    assert convert(source) == [("rich_text", '<p><a href="https://old.example/s.mp3">s.mp3</a></p>')]


def test_code_shortcode(convert):
    assert convert('[code language="python"]\nif a &lt; b:\n\n    pass\n[/code]') == [
        ("code", {"language": "python", "code": "if a < b:\n\n    pass", "filename": ""})
    ]


def test_unknown_shortcode_is_kept_as_text_and_reported(convert):
    assert convert('Write: [contact-form to="x"] and [box]this[/box] [sic].') == [
        ("rich_text", '<p>Write: [contact-form to="x"] and [box]this[/box] [sic].</p>')
    ]
    assert convert.notes == [("shortcode kept as text", "[contact-form]"), ("shortcode kept as text", "[box]")]


def test_brackets_that_are_no_shortcode(convert):
    assert convert("their coracles [simple boat] and [[gallery]]") == [
        ("rich_text", "<p>their coracles [simple boat] and [gallery]</p>")
    ]
    assert convert.notes == []


def test_shortcode_in_code_or_attribute_is_left(convert):
    assert convert("<code>[gallery]</code>") == [("rich_text", "<p><code>[gallery]</code></p>")]
    assert convert('<a href="https://x.example/" title="[gallery]">x</a>') == [
        ("rich_text", '<p><a href="https://x.example/">x</a></p>')
    ]


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Title <em>With</em> <b>Mark<sup>up</sup></b>", "Title With Markup"),
        ("Q&amp;A &#8217;s", "Q&A ’s"),
        ("Q&amp;amp;A", "Q&A"),
        ("~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.>", "~`!@#$%^&*()-_=+{}[]/\\;:'\"?,.>"),
        ("1 < 2", "1 < 2"),
        ("  two\n lines ", "two lines"),
        ("", ""),
    ],
)
def test_title(source, title):
    assert to_title(source) == title


def test_intro_is_what_stands_before_the_more_mark():
    assert intro_of("<p>Short &amp; good.</p>\n<!--more Read on-->\nLong") == "Short & good."
    assert intro_of("No mark") == ""
    assert intro_of("word " * 200 + "<!--more-->x") == ""
