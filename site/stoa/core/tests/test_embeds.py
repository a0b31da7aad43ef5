import pytest
from wagtail.embeds.exceptions import EmbedNotFoundException

from stoa.core.embeds import OfflineFinder, Player, find_player


@pytest.mark.parametrize(
    ("url", "player"),
    [
        (
            "https://www.youtube.com/watch?t=3&v=dQw4w9WgXcQ",
            Player("YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ),
        ("https://youtu.be/dQw4w9WgXcQ", Player("YouTube", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")),
        ("https://vimeo.com/76979871", Player("Vimeo", "https://player.vimeo.com/video/76979871?dnt=1")),
        ("https://video.example/w/1", None),
        ("javascript:alert(1)//https://vimeo.com/1", None),
    ],
)
def test_player_is_found_by_the_address_alone(url, player):
    assert find_player(url) == player


def test_address_cannot_leave_its_attribute():
    embed = OfflineFinder().find_embed('https://vimeo.com/76979871"><script>alert(1)</script>')

    assert embed["html"] == (
        '<a href="https://vimeo.com/76979871&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">Vimeo</a>'
    )


def test_finder_refuses_what_it_does_not_know():
    with pytest.raises(EmbedNotFoundException):
        OfflineFinder().find_embed("https://video.example/w/1")
