import pytest

from stoa.demo.loading.publication import read_publication
from stoa.demo.names import Art, FileName, PageName
from stoa.demo.reader import blocks_of, read


def test_prose_and_lists_become_rich_text():
    assert list(blocks_of("One **two**.\n\n- three\n- *four*")) == [
        ("rich_text", "<p>One <b>two</b>.</p><ul><li>three</li><li><i>four</i></li></ul>")
    ]


def test_html_in_prose_is_text():
    assert list(blocks_of("<script>x</script>")) == [("rich_text", "<p>&lt;script&gt;x&lt;/script&gt;</p>")]


def test_headings_and_code_keep_their_facts():
    assert list(blocks_of("### Three\n```python box.py\n# not a heading\n```")) == [
        ("heading", {"text": "Three", "level": "h3"}),
        ("code", {"language": "python", "filename": "box.py", "code": "# not a heading"}),
    ]


def test_quote_names_who_said_it_and_where():
    assert list(blocks_of("> Words\n> and more.\n> — Somebody, Somewhere")) == [
        ("quote", {"text": "Words and more.", "attribution": "Somebody", "source": "Somewhere", "url": ""})
    ]


def test_table_takes_its_caption_from_the_line_below():
    [(kind, table)] = blocks_of("| | A |\n| --- | --: |\n| b | **1** |\n\nTable: Caption")

    assert kind == "table"
    assert table["data"] == [["", "A"], ["b", "1"]]
    assert table["table_caption"] == "Caption"
    assert table["table_header_choice"] == "both"


def test_picture_is_drawn_from_a_seed():
    assert list(blocks_of('![A hill](art:hills:x "Far away"){wide}')) == [
        (
            "image",
            {
                "image": Art("hills:x", "A hill"),
                "alt": "A hill",
                "caption": "Far away",
                "width": "wide",
                "decorative": False,
            },
        )
    ]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (":::card a-post", ("card", {"page": PageName("post:a-post")})),
        (
            ":::button primary Write -> page:contact",
            ("button", {"label": "Write", "page": PageName("page:contact"), "url": "", "style": "primary"}),
        ),
        (
            ":::button secondary Out -> https://example.org/",
            ("button", {"label": "Out", "page": None, "url": "https://example.org/", "style": "secondary"}),
        ),
        (
            ":::file a.txt A file | short",
            ("file", {"document": FileName("a.txt", "A file"), "title": "A file", "description": "short"}),
        ),
        (
            ":::embed https://example.org/v A film | long",
            ("embed", {"url": "https://example.org/v", "title": "A film", "caption": "long"}),
        ),
        (
            ":::callout tip Try\nit\n:::",
            ("callout", {"kind": "tip", "title": "Try", "text": "<p>it</p>"}),
        ),
        (
            ":::faq Asked\n### Why?\nSo.\n:::",
            ("faq", {"title": "Asked", "items": [{"question": "Why?", "answer": "<p>So.</p>"}]}),
        ),
        (":::html\n<b>x</b>\n:::", ("raw_html", "<b>x</b>")),
        (":::markdown\n## x\n:::", ("markdown", "## x")),
    ],
)
def test_directive_becomes_its_block(text, block):
    assert list(blocks_of(text)) == [block]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (":::nothing", "unknown directive"),
        (":::callout tip Open\ntext", "nothing closes"),
        (":::callout loud X\n:::", "kind of call-out"),
        ("![x](photo.jpg)", "not a picture"),
        (":::button Label", "not a button"),
    ],
)
def test_slip_of_the_pen_is_named(tmp_path, text, problem):
    path = tmp_path / "slip.md"
    path.write_text(f'+++\ntitle = "X"\n+++\n{text}\n')

    with pytest.raises(ValueError, match=rf"slip.md: .*{problem}"):
        read(path)


def test_file_without_front_matter_is_named(tmp_path):
    path = tmp_path / "bare.md"
    path.write_text("text")

    with pytest.raises(ValueError, match=r"bare.md: no front matter"):
        read(path)


def test_every_article_is_long_enough_and_described():
    for name, translations in read_publication().posts.items():
        for language, article in translations.items():
            assert len(article.facts["intro"]) > 60, (name, language)
            assert len(article.facts["seo_description"]) < 200, (name, language)
            assert article.facts["title"], (name, language)
