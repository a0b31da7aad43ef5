import pytest
from wagtail import blocks

from stoa.core.blocks.choices import TextChoiceBlock
from stoa.core.blocks.text import CodeBlock, code_languages

LEVELS = [("h2", "Large"), ("h3", "Small")]
VALUES = ["h3", "h2", "", None, "h9", 7, ["h2"], {"h2": 1}]


@pytest.mark.parametrize("options", [{}, {"default": "h2"}, {"required": False}, {"search_index": False}])
@pytest.mark.parametrize("value", VALUES)
def test_b14_choice_of_texts_reads_and_indexes_as_wagtails(options, value):
    ours, theirs = TextChoiceBlock(choices=LEVELS, **options), blocks.ChoiceBlock(choices=LEVELS, **options)

    assert ours.to_python(value) == theirs.to_python(value)
    assert ours.normalize(value) == theirs.normalize(value)
    assert ours.get_searchable_content(value) == theirs.get_searchable_content(value)


def test_b14_choice_of_texts_is_wagtails_to_migrations():
    assert TextChoiceBlock(choices=LEVELS).deconstruct() == blocks.ChoiceBlock(choices=LEVELS).deconstruct()


def test_b14_language_of_a_listing_can_be_searched_and_is_checked():
    block = CodeBlock().child_blocks["language"]

    assert block.get_searchable_content("python") == ["Python"]
    assert block.clean("python") == "python"
    assert len(code_languages()) > 500
