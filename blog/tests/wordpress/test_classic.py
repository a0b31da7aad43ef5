"""Classic posts: line breaks mean something, HTML is mixed with text."""

import pytest

PARAGRAPHS = [
    ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    ("One\ntwo.", "<p>One<br/>two.</p>"),
    ("One.\n \n\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    ("One.\r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
    ("<p>One.</p>\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    ("<em>One.</em>\n\n<strong>Two.</strong>", "<p><i>One.</i></p><p><b>Two.</b></p>"),
    ("<em>One.\n\nTwo.</em>", "<p><i>One.</i></p><p><i>Two.</i></p>"),
    ("A &lt;b&gt; &amp; c", "<p>A &lt;b&gt; &amp; c</p>"),
    ("E = MC<sup>2</sup>, H<sub>2</sub>O", "<p>E = MC<sup>2</sup>, H<sub>2</sub>O</p>"),
    ("<del>old</del> <strike>older</strike>", "<p><s>old</s> <s>older</s></p>"),
    ("<b>bold <strong>still</strong></b>", "<p><b>bold still</b></p>"),
    ("<q>Yes</q>, she said", "<p>“Yes”, she said</p>"),
    ("<div>One</div><div>Two</div>", "<p>One</p><p>Two</p>"),
    ("&nbsp;", None),
    ("<p></p>\n\n<p>&nbsp;</p>", None),
    ("<ul>\n\t<li>One\n<ol>\n\t<li>Two</li>\n</ol>\n</li>\n</ul>", "<ul><li>One<ol><li>Two</li></ol></li></ul>"),
    ("<ul><li><p>One</p><p>more</p></li></ul>", "<ul><li>One<br/>more</li></ul>"),
    ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "<p><b>Term</b></p><p>Meaning</p>"),
    ("before\n<hr />\nafter", "<p>before</p><hr/><p>after</p>"),
    ("Smile <img src='s.gif' class='wp-smiley' alt=':-)'> now", "<p>Smile :-) now</p>"),
    ("One<!--more-->two", "<p>Onetwo</p>"),
    ("One<!--nextpage-->two", "<p>One</p><hr/><p>two</p>"),
]


@pytest.mark.parametrize(("source", "expected"), PARAGRAPHS)
def test_text_becomes_rich_text(convert, source, expected):
    blocks = convert(source)

    assert blocks == ([("rich_text", expected)] if expected else [])


def test_heading_becomes_block_and_deep_one_is_reported(convert):
    blocks = convert("<h2>One</h2>\ntext\n<h6>Two</h6>")

    assert blocks == [
        ("heading", {"text": "One", "level": "h2"}),
        ("rich_text", "<p>text</p>"),
        ("heading", {"text": "Two", "level": "h4"}),
    ]
    assert convert.notes == [("heading level", "h6 became h4: Two")]


def test_heading_with_link_stays_rich_text(convert):
    blocks = convert('<h3>See <a href="https://x.example/">this</a></h3>')

    assert blocks == [("rich_text", '<h3>See <a href="https://x.example/">this</a></h3>')]


def test_picture_in_sentence_splits_paragraph_and_reopens_tags(convert):
    blocks = convert('<p>Look <b>at <img src="/a.jpg" class="wp-image-5" alt="A cat"> this</b> cat</p>')

    assert blocks == [
        ("rich_text", "<p>Look <b>at</b></p>"),
        ("image", {"image": 105, "alt": "A cat", "caption": "", "decorative": False, "width": "text"}),
        ("rich_text", "<p><b>this</b> cat</p>"),
    ]


def test_picture_that_is_not_here_stays_as_link(convert):
    blocks = convert('<img src="/missing/cat.jpg" alt="A cat">')

    assert blocks == [("rich_text", '<p><a href="https://old.example/missing/cat.jpg">A cat</a></p>')]
    assert convert.notes == [("picture kept as a link", "https://old.example/missing/cat.jpg")]


def test_picture_that_links_elsewhere_keeps_the_link(convert):
    blocks = convert('<a href="https://x.example/"><img src="/a.jpg" class="wp-image-5" alt="A cat"></a>')

    assert blocks[1:] == [("rich_text", '<p><a href="https://x.example/">A cat</a></p>')]


def test_picture_that_links_to_its_file_needs_no_link(convert):
    blocks = convert('<a href="/a-full.jpg"><img src="/a.jpg" class="wp-image-5" alt="A cat"></a>')

    assert [kind for kind, _ in blocks] == ["image"]


def test_tracking_pixel_is_left_out_and_reported(convert):
    assert convert('<img src="https://count.example/p.gif" width="1" height="1">') == []
    assert convert.notes == [("tracking pixel left out", "https://count.example/p.gif")]


def test_plain_quotation_becomes_quote_block(convert):
    blocks = convert('<blockquote>Stay hungry.\n<cite><a href="https://x.example/">Someone</a></cite></blockquote>')

    assert blocks == [
        ("quote", {"text": "Stay hungry.", "attribution": "Someone", "source": "", "url": "https://x.example/"})
    ]


def test_quotation_with_markup_stays_rich_text(convert):
    blocks = convert("<blockquote><p>Stay <b>hungry</b>.</p><p>Foolish.</p><cite>Someone</cite></blockquote>")

    assert blocks == [
        ("rich_text", "<blockquote>Stay <b>hungry</b>.<br/><br/>Foolish.</blockquote><p>— Someone</p>"),
    ]


def test_preformatted_text_keeps_its_spaces(convert):
    blocks = convert("<pre>if x:\n\n    <b>y</b> = 1 &lt; 2</pre>")

    assert blocks == [("code", {"language": "text", "code": "if x:\n\n    y = 1 < 2", "filename": ""})]


def test_code_of_several_lines_is_a_block_and_short_code_is_not(convert):
    blocks = convert("See <code>x</code>:\n<code>a {\n\tb: c;\n}</code>\nDone.")

    assert blocks == [
        ("rich_text", "<p>See <code>x</code>:</p>"),
        ("code", {"language": "text", "code": "a {\n    b: c;\n}", "filename": ""}),
        ("rich_text", "<p>Done.</p>"),
    ]


def test_table_with_header_links_and_merged_cell(convert):
    blocks = convert(
        '<table><tr><th>Who</th><th>What</th></tr><tr><td><a href="https://x.example/">Jane</a></td><td>1</td></tr>'
        '<tr><td colspan="2">all</td></tr></table>'
    )

    assert blocks == [
        (
            "table",
            {
                "data": [["Who", "What"], ["Jane (https://x.example/)", "1"], ["all", ""]],
                "first_row_is_table_header": True,
                "first_col_is_header": False,
                "table_header_choice": "row",
                "table_caption": "",
            },
        )
    ]
    assert convert.notes == [("markup in a table cell", "Jane"), ("merged table cells", "all")]


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://youtu.be/abc", "https://youtu.be/abc"),
        ('<iframe src="https://www.youtube.com/embed/abc?rel=0"></iframe>', "https://www.youtube.com/watch?v=abc"),
        ('<iframe src="//player.vimeo.com/video/12"></iframe>', "https://vimeo.com/12"),
        (
            '<object><param name="movie" value="https://www.youtube.com/v/abc"></object>',
            "https://www.youtube.com/watch?v=abc",
        ),
    ],
)
def test_player_becomes_embed(convert, source, address):
    assert convert(source) == [("embed", {"url": address, "title": "", "caption": ""})]


def test_address_in_sentence_or_of_another_site_is_no_embed(convert):
    assert convert("See https://youtu.be/abc now\nhttps://shop.example/thing") == [
        ("rich_text", "<p>See https://youtu.be/abc now<br/>https://shop.example/thing</p>"),
    ]


def test_address_on_its_own_line_between_others_is_an_embed(convert):
    assert [kind for kind, _ in convert("Look:\nhttps://youtu.be/abc\nNice.")] == ["rich_text", "embed", "rich_text"]


def test_unknown_frame_stays_as_link(convert):
    assert convert('<iframe src="https://maps.example/x" title="Map"></iframe>') == [
        ("rich_text", '<p><a href="https://maps.example/x">Map</a></p>')
    ]
    assert convert.notes == [("embed kept as a link", "https://maps.example/x")]


def test_link_to_imported_post_becomes_page_link(convert):
    assert convert('<a href="/2020/one/#comments">One</a>, <a href="../two/">two</a>') == [
        ("rich_text", '<p><a linktype="page" id="11">One</a>, <a href="https://old.example/2019/two/">two</a></p>')
    ]


HOSTILE = [
    "<script>alert(1)</script>",
    "<style>p{}</style>",
    "<svg onload=alert(1)><script>x</script></svg>",
    "<img src=javascript:alert(1)>",
    "<img src=x onerror=alert(1)>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='data:text/html,x'>x</a>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<stoa-embed url='javascript:alert(1)'>x</stoa-embed>",
    "<stoa-shortcode n='99'></stoa-shortcode><stoa-shortcode n='²'></stoa-shortcode>",
    "<p onclick=alert(1) style='x:expression(1)'>x</p>",
    "<!--[if IE]><script>x</script><![endif]-->",
    "<a href='http://[bad'>x</a>",
    "<video src='javascript:alert(1)'></video>",
    "<form action='/x'><input name=a><button>Go</button></form>",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_markup_leaves_nothing_active(convert, source):
    written = repr(convert(source)).lower()

    assert not any(word in written for word in ("<script", "script:", "onerror", "onload", "onclick", "data:", "<svg"))


def test_program_is_reported(convert):
    assert convert("<script>alert(1)</script>") == []
    assert convert.notes == [("element left out", "<script>")]


def test_absurd_nesting_ends(convert):
    blocks = convert("<blockquote>" * 3000 + "deep" + "</blockquote>" * 3000)

    assert "deep" in repr(blocks)
