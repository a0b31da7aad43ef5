"""Posts of the block editor."""

import pytest


def block(name, inner="", attributes=""):
    return f"<!-- wp:{name} {attributes} -->{inner}<!-- /wp:{name} -->"


def image(number, caption=""):
    text = f"<figcaption>{caption}</figcaption>" if caption else ""
    return (
        f'<!-- wp:image {{"id":{number}}} --><figure class="wp-block-image"><img src="/{number}.jpg" '
        f'alt="alt {number}" class="wp-image-{number}"/>{text}</figure><!-- /wp:image -->'
    )


def test_line_breaks_mean_nothing_in_blocks(convert):
    assert convert(block("paragraph", "<p>One\n\ntwo</p>") + "\n\n" + block("paragraph", "<p>Three</p>")) == [
        ("rich_text", "<p>One two</p><p>Three</p>")
    ]


@pytest.mark.parametrize(
    "inner",
    [
        image(5, "Five") + image(6),
        '<ul class="blocks-gallery-grid"><li><figure><img data-id="5" src="/5.jpg" alt="alt 5"/><figcaption>Five'
        '</figcaption></figure></li><li><figure><img data-id="6" src="/6.jpg" alt="alt 6"/></figure></li></ul>',
    ],
)
def test_gallery_new_and_old_nesting(convert, inner):
    source = block(
        "gallery", f'<figure class="wp-block-gallery">{inner}<figcaption class="g">All</figcaption></figure>'
    )

    assert convert(source) == [
        (
            "gallery",
            {
                "images": [
                    {"image": 105, "alt": "alt 5", "caption": "Five"},
                    {"image": 106, "alt": "alt 6", "caption": ""},
                ],
                "caption": "All",
            },
        )
    ]


def test_list_with_list_items(convert):
    inner = block(
        "list-item", "<li>One" + block("list", "<ul>" + block("list-item", "<li>Two</li>") + "</ul>") + "</li>"
    )

    assert convert(block("list", f"<ol>{inner}</ol>", '{"ordered":true}')) == [
        ("rich_text", "<ol><li>One<ul><li>Two</li></ul></li></ol>")
    ]


def test_pullquote(convert):
    inner = '<figure class="wp-block-pullquote"><blockquote><p>Wise</p><cite>She</cite></blockquote></figure>'

    assert convert(block("pullquote", inner)) == [
        ("quote", {"text": "Wise", "attribution": "She", "source": "", "url": ""})
    ]


def test_verse_keeps_lines_and_indents(convert):
    assert convert(block("verse", '<pre class="wp-block-verse">One<br>  <em>two</em></pre>')) == [
        ("rich_text", "<p>One<br/>\u00a0\u00a0two</p>".replace("\u00a0", "&nbsp;"))
    ]


def test_code_keeps_what_looks_like_shortcode_or_block(convert):
    inner = '<pre class="wp-block-code"><code>&lt;!-- wp:code -->\n[gallery]</code></pre>'

    assert convert(block("code", inner)) == [
        ("code", {"language": "text", "code": "<!-- wp:code -->\n[gallery]", "filename": ""})
    ]


@pytest.mark.parametrize("name", ["embed", "core-embed/youtube"])
def test_embed_with_caption(convert, name):
    inner = "<figure><div>https://youtu.be/abc</div><figcaption>A <b>film</b></figcaption></figure>"

    assert convert(block(name, inner, '{"url":"https://youtu.be/abc"}')) == [
        ("embed", {"url": "https://youtu.be/abc", "title": "", "caption": "A film"})
    ]


def test_columns_group_cover_and_media_text_are_flattened_in_order(convert):
    columns = block("columns", "<div>" + "".join(block("column", f"<div><p>{n}</p></div>") for n in "ab") + "</div>")
    cover = block(
        "cover",
        '<div class="wp-block-cover alignwide"><img class="wp-image-5" src="/5.jpg" alt=""/><div><p>c</p></div></div>',
    )
    old_cover = '<div class="wp-block-cover" style="background-image:url(/5.jpg)"><p>d</p></div>'
    media = block(
        "media-text", '<div><figure><img class="wp-image-6" src="/6.jpg" alt="x"/></figure><div><p>e</p></div></div>'
    )

    blocks = convert(block("group", f"<div>{columns}{cover}{old_cover}{media}</div>"))

    assert [(kind, value if kind == "rich_text" else (value["image"], value["width"])) for kind, value in blocks] == [
        ("rich_text", "<p>a</p><p>b</p>"),
        ("image", (105, "wide")),
        ("rich_text", "<p>c</p>"),
        ("image", (105, "text")),
        ("rich_text", "<p>d</p>"),
        ("image", (106, "text")),
        ("rich_text", "<p>e</p>"),
    ]


def test_buttons_with_and_without_address(convert):
    def button(attributes, label, style=""):
        return block("button", f'<div class="wp-block-button {style}"><a class="x" {attributes}>{label}</a></div>')

    blocks = convert(
        block(
            "buttons",
            button('href="https://x.example/"', "Go", "is-style-outline")
            + button('href="https://old.example/2020/one/"', "One")
            + button("", "Nowhere"),
        )
    )

    assert blocks == [
        ("button", {"label": "Go", "page": None, "url": "https://x.example/", "style": "secondary"}),
        ("button", {"label": "One", "page": 11, "url": "", "style": "primary"}),
        ("rich_text", "<p>Nowhere</p>"),
    ]
    assert convert.notes == [("link without an address", "button Nowhere")]


def test_file_sound_and_film(convert):
    file = '<div class="wp-block-file"><a href="/doc.pdf">Paper</a><a href="/doc.pdf" download>Download</a></div>'
    sound = "<figure><audio src='/song.mp3'></audio><figcaption>Song</figcaption></figure>"

    assert convert(block("file", file) + block("audio", sound)) == [
        ("file", {"document": 77, "title": "Paper", "description": ""}),
        ("rich_text", '<p><a href="https://old.example/song.mp3">Song</a></p>'),
    ]
    assert convert.notes == [("sound kept as a link", "https://old.example/song.mp3")]


def test_details_becomes_question_and_answer(convert):
    inner = "<details><summary>Why?</summary>" + block("paragraph", "<p>Because.</p>") + "</details>"

    assert convert(block("details", inner)) == [
        ("faq", {"title": "", "items": [{"question": "Why?", "answer": "<p>Because.</p>"}]})
    ]


def test_dynamic_blocks_are_reported(convert):
    assert convert('<!-- wp:latest-posts /--><!-- wp:acme/map {"x":1} /-->' + block("acme/box", "<p>In</p>")) == [
        ("rich_text", "<p>In</p>")
    ]
    assert convert.notes == [
        ("dynamic block", "latest-posts"),
        ("block of a plugin", "acme/map: not kept"),
        ("block of a plugin", "acme/box: its HTML was kept"),
    ]


def test_query_template_is_reported_once_and_its_placeholder_is_not_text(convert):
    inner = block("post-template", "<!-- wp:post-title /-->") + block("query-no-results", "<p>No results</p>")

    assert convert(block("query", inner)) == []
    assert ("dynamic block", "query-no-results") not in convert.notes
    assert convert.notes


def test_reusable_block_is_written_in_place(convert):
    assert convert('<!-- wp:block {"ref":9} /--><!-- wp:block {"ref":10} /-->') == [("rich_text", "<p>Shared</p>")]
    assert convert.notes == [("reusable block that is not in the export", "10")]


def test_social_links(convert):
    inner = '<ul><!-- wp:social-link {"url":"https://x.example/me","service":"mastodon"} /--></ul>'

    assert convert(block("social-links", inner)) == [
        ("rich_text", '<ul><li><a href="https://x.example/me">Mastodon</a></li></ul>')
    ]


@pytest.mark.parametrize(
    "source",
    [
        "<!-- wp:paragraph --><p>Kept</p>",
        "<p>Kept</p><!-- /wp:paragraph -->",
        '<!-- wp:paragraph {"broken": --><p>Kept</p><!-- /wp:paragraph -->',
        "<!-- wp:group --><!-- wp:paragraph --><p>Kept</p><!-- /wp:group -->",
        "<!-- wp:paragraph [1] --><p>Kept</p>",
    ],
)
def test_broken_block_marks_lose_no_text(convert, source):
    assert convert(source) == [("rich_text", "<p>Kept</p>")]
