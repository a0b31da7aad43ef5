import io

import pytest

from stoa.demo.art import FAMILIES, make_picture
from stoa.demo.art.mark import make_mark, make_share_card
from stoa.demo.art.portrait import Traits, make_portrait


def encoded(picture):
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_picture_with_same_seed_is_same(family):
    first = make_picture(f"{family}:one", 320, 200)
    again = make_picture(f"{family}:one", 320, 200)
    other = make_picture(f"{family}:two", 320, 200)

    assert first.size == (320, 200)
    assert encoded(first) == encoded(again)
    assert encoded(first) != encoded(other)


def test_picture_keeps_to_palette_and_family_asked_for():
    named = make_picture("blocks/dusk:one", 64, 40)

    assert encoded(named) != encoded(make_picture("blocks/fjord:one", 64, 40))


def test_picture_of_unknown_family_is_refused():
    with pytest.raises(KeyError):
        make_picture("nosuch:one", 64, 40)


def test_portrait_differs_by_seed_and_traits():
    traits = Traits(cut="bob", palette="plum", glasses=True)

    assert make_portrait("a", 80).size == (80, 80)
    assert encoded(make_portrait("a", 80, traits)) == encoded(make_portrait("a", 80, traits))
    assert encoded(make_portrait("a", 80, traits)) != encoded(make_portrait("b", 80))


def test_mark_has_transparent_corners():
    mark = make_mark(64)

    assert mark.mode == "RGBA"
    assert mark.getpixel((0, 0))[3] == 0
    assert mark.getpixel((32, 4))[3] == 255


def test_share_card_has_size_asked_for():
    assert make_share_card("Name", "Line", 600, 315).size == (600, 315)
