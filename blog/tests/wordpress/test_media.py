"""Attachments from a folder and from the old site."""

import io

import pytest
from PIL import Image

from blog.models import BlogPostPage
from blog.tests.wordpress import files
from blog.tests.wordpress.states import would
from stoa.core.exceptions import FetchRefused
from stoa.core.fetching import Fetched
from stoa.core.models import StoaDocument, StoaImage


def picture(colour="red"):
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def attachment(number, path, *extra, title="A cat", parent=0, excerpt=""):
    return files.item(
        number,
        title,
        "",
        *extra,
        type="attachment",
        status="inherit",
        parent=parent,
        excerpt=excerpt,
        attachment_url=f"https://old.example/wp-content/uploads/{path}",
        link=f"https://old.example/?attachment_id={number}",
    )


@pytest.fixture
def folder(tmp_path):
    """wp-content/uploads with two pictures of one name, a paper, a broken picture and a secret outside."""
    for path, content in {
        "uploads/2020/01/cat.jpg": picture(),
        "uploads/2021/01/cat.jpg": picture("blue"),
        "uploads/2020/01/paper.pdf": b"%PDF-1.4 paper",
        "uploads/2020/01/broken.jpg": b"no picture",
        "secret.pdf": b"secret",
    }.items():
        place = tmp_path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return tmp_path / "uploads"


CAT = attachment(
    5, "2021/01/cat.jpg", files.meta("_wp_attachment_image_alt", "A blue cat"), parent=1, excerpt="Caption there"
)
PAPER = attachment(6, "2020/01/paper.pdf", title="Paper")
IMAGE = '<img class="wp-image-5" src="https://old.example/wp-content/uploads/2021/01/cat-300x200.jpg" alt="" />'


def test_pictures_and_papers_from_a_folder(load, folder):
    report = load(
        files.item(
            1,
            "T",
            IMAGE + ' <a href="/wp-content/uploads/2020/01/paper.pdf">paper</a> [gallery]',
            files.meta("_thumbnail_id", "5"),
        ),
        CAT,
        PAPER,
        media=folder,
    )

    image, paper, post = StoaImage.objects.get(), StoaDocument.objects.get(), BlogPostPage.objects.get()
    assert (image.title, image.description, image.width) == ("A cat", "A blue cat", 40)
    with image.file.open() as stored, Image.open(stored) as opened:
        assert opened.getpixel((5, 5))[2] > 200
    with paper.file.open() as stored:
        assert (paper.title, stored.read()) == ("Paper", b"%PDF-1.4 paper")
    assert post.cover == image
    assert [(block["type"], block["value"]) for block in post.body.raw_data] == [
        ("image", {"image": image.pk, "alt": "A blue cat", "caption": "", "decorative": False, "width": "text"}),
        ("rich_text", f'<p><a linktype="document" id="{paper.pk}">paper</a></p>'),
        ("gallery", {"images": [{"image": image.pk, "alt": "A blue cat", "caption": "Caption there"}], "caption": ""}),
    ]
    assert "image: 1 made" in report
    assert "document: 1 made" in report


def test_files_that_come_later_complete_the_post(load, folder):
    parts = [files.item(1, "T", IMAGE), CAT]

    assert "its file is not here" in load(*parts)
    assert BlogPostPage.objects.get().body.raw_data[0]["type"] == "rich_text"
    load(*parts, media=folder)

    assert BlogPostPage.objects.get().body.raw_data[0]["type"] == "image"
    assert "image: 1 unchanged" in load(*parts)


def test_dry_run_stores_no_file(load, folder):
    dry = load(files.item(1, "T", IMAGE), CAT, media=folder, dry_run=True)

    assert not StoaImage.objects.exists()
    assert dry == "Dry run: nothing was written.\n" + would(load(files.item(1, "T", IMAGE), CAT, media=folder))


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("2020/01/broken.jpg", "not a picture"),
        ("2020/01/absent.jpg", "its file is not here"),
        ("2020/01/song.mp3", "files of this kind are not taken here"),
        ("../secret.pdf", "its file is not here"),
        ("2020/01/page.php", "files of this kind are not taken here"),
    ],
)
def test_what_cannot_come_over_is_reported(load, folder, path, reason):
    report = load(attachment(5, path), media=folder)

    assert reason in report
    assert not StoaImage.objects.exists()
    assert not StoaDocument.objects.exists()


def test_picture_of_the_old_site_that_is_no_attachment(load, folder):
    load(files.item(1, "T", IMAGE), media=folder)

    assert BlogPostPage.objects.get().body.raw_data[0]["value"]["image"] == StoaImage.objects.get().pk


def test_documents_may_be_larger_than_pictures(load, folder, settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10

    report = load(CAT, PAPER, media=folder)

    assert StoaDocument.objects.get().title == "Paper"
    assert "cat.jpg: it is larger than" in report


def test_document_larger_than_an_upload_may_be_is_left_out(load, folder, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10

    report = load(PAPER, media=folder)

    assert not StoaDocument.objects.exists()
    assert "paper.pdf: it is larger than" in report


def test_fetching(load, monkeypatch, settings):
    asked, limits = [], set()

    def fetch(url, *, size_limit, seconds):
        asked.append(url)
        limits.add((size_limit, seconds))
        if "cat" not in url:
            raise FetchRefused("The address leads into a private network.")
        return Fetched(url, "image/jpeg", picture())

    monkeypatch.setattr("blog.importing.wordpress.media.fetch", fetch)
    parts = [files.item(1, "T", IMAGE + '<img src="https://else.example/cat.jpg" alt="Other">'), CAT, PAPER]

    report = load(*parts, fetch_media=True)

    assert asked == [
        f"https://old.example/wp-content/uploads/{path}" for path in ("2021/01/cat.jpg", "2020/01/paper.pdf")
    ]
    assert limits == {(settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE, 10), (settings.WAGTAILDOCS_MAX_UPLOAD_SIZE, 60)}
    assert StoaImage.objects.count() == 1
    assert "leads into a private network" in report
    load(*parts, fetch_media=True)
    assert len(asked) == 3
