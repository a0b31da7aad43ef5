import pytest

from stoa.core.outline import Outline


def outlined(*headings):
    outline = Outline()
    return [outline.add(level=level, text=text) for level, text in headings], outline.contents()


def test_equal_headings_are_numbered():
    anchors, _contents = outlined((2, "Setup"), (2, "Setup"), (3, "setup"), (2, "Setup 2"), (2, "Setup 2"))

    assert anchors == ["setup", "setup-2", "setup-3", "setup-2-2", "setup-2-3"]


@pytest.mark.parametrize("text", ["Comments", "Comment", "Comment 12", "Main", "Similar title"])
def test_anchor_is_not_one_of_the_page_itself(text):
    anchors, _contents = outlined((2, text), (2, text))

    name = f"{text.lower().replace(' ', '-')}-section"
    assert anchors == [name, f"{name}-2"]


def test_heading_without_words_has_an_anchor_and_is_not_listed():
    anchors, contents = outlined((2, "One"), (2, "¿?"), (2, ""), (2, "Two"), (2, "Три"))

    assert anchors == ["one", "section", "section-2", "two", "три"]
    assert [part["text"] for part in contents] == ["One", "¿?", "Two", "Три"]


def test_contents_nest_the_third_level():
    _anchors, contents = outlined((3, "Before"), (2, "One"), (3, "Within"), (4, "Deeper"), (2, "Two"))

    assert contents == [
        {"text": "Before", "anchor": "before", "parts": []},
        {"text": "One", "anchor": "one", "parts": [{"text": "Within", "anchor": "within", "parts": []}]},
        {"text": "Two", "anchor": "two", "parts": []},
    ]


def test_contents_begin_at_the_level_that_the_author_begins_with():
    _anchors, contents = outlined((3, "One"), (3, "Two"), (4, "Deeper"), (3, "Three"))

    assert [part["text"] for part in contents] == ["One", "Two", "Three"]
    assert not any(part["parts"] for part in contents)


def test_short_text_needs_no_contents():
    assert outlined((2, "One"), (2, "Two"), (4, "Deeper"))[1] == []


def test_headings_in_html_get_anchors():
    outline = Outline()

    html = outline.anchored(
        '<h2 data-block-key="x">Oak &amp; <i>ash</i>.</h2><p>&lt;h2&gt;no&lt;/h2&gt;</p><h4>Oak ash</h4>'
    )

    assert html == (
        '<h2 id="oak-ash" data-block-key="x">Oak &amp; <i>ash</i>.</h2><p>&lt;h2&gt;no&lt;/h2&gt;</p>'
        '<h4 id="oak-ash-2">Oak ash</h4>'
    )
    assert [heading.text for heading in outline.headings] == ["Oak & ash.", "Oak ash"]


def test_many_equal_headings_take_no_time():
    outline = Outline()

    anchors = [outline.add(level=2, text="Again") for _turn in range(20_000)]

    assert anchors[-1] == "again-20000"
    assert len(set(anchors)) == 20_000
