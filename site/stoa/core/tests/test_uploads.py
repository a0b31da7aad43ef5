"""Pictures that editors upload: whatever the file is, it is stored clean or refused with a reason."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from stoa.accounts.models import User
from stoa.core import images
from stoa.core.models import StoaImage, StoaRendition
from stoa.core.tests.factories import make_image

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
POLYGLOT = b"GIF89a/*<script>*/=1;alert(1)/*</script>*/"


def picture(kind="JPEG", *, size=(40, 30), **options):
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **options)
    return buffer.getvalue()


def bomb():
    """A PNG of a few kilobytes that says it has 900 megapixels."""
    small = picture("PNG", size=(1, 1))
    header = (30_000).to_bytes(4, "big") * 2
    return small[:16] + header + small[24:]


def with_position():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera of Ann"
    exif.get_ifd(0x8825)[1] = "N"
    return picture(exif=exif)


def with_words():
    words = PngInfo()
    words.add_text("Comment", "<?php system($_GET[1]); ?>")
    return picture("PNG", pnginfo=words)


@pytest.fixture
def upload(client):
    """upload(data, name): what the admin answers, and the picture it stored or None."""
    client.force_login(User.objects.create_superuser("chief@example.org", "x"))

    def send(data, name="picture.jpg"):
        file = SimpleUploadedFile(name, data, content_type="image/jpeg")
        answer = client.post(reverse("wagtailimages:add"), {"title": "Sent", "file": file, "focal_point_x": ""})
        return answer, StoaImage.objects.first()

    return send


def stored_bytes(image):
    with image.file.open() as file:
        return file.read()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (SVG, "picture.jpg"),
        (SVG, "picture.svg"),
        (POLYGLOT, "picture.gif"),
        (b"", "picture.jpg"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 200, "picture.jpg"),
        (picture()[:300], "picture.jpg"),
        (picture("PNG")[:-40], "picture.png"),
        (picture("TIFF"), "picture.jpg"),
        (picture("BMP"), "picture.png"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "picture.jpg"),
        (bomb(), "picture.png"),
        (b"<?php phpinfo(); ?>", "picture.php"),
    ],
)
def test_o09_what_is_no_picture_is_refused(upload, data, name):
    answer, image = upload(data, name)

    assert answer.status_code == 200
    assert 'class="w-field__errors' in answer.text
    assert image is None


@pytest.mark.parametrize(
    ("data", "name", "secret"),
    [
        (with_position(), "picture.jpg", b"Camera of Ann"),
        (with_words(), "picture.png", b"<?php"),
        (picture() + b"<script>alert(1)</script>", "picture.jpg", b"<script>"),
        (picture(comment=b"<script>1</script>"), "picture.jpg", b"<script>"),
    ],
)
def test_o09_only_the_picture_is_stored(upload, data, name, secret):
    assert secret in data

    answer, image = upload(data, name)

    assert answer.status_code == 302
    assert secret not in stored_bytes(image)


def test_picture_that_lies_on_its_side_is_turned_upright(upload):
    _answer, image = upload(with_position())

    assert (image.width, image.height) == (30, 40)
    with Image.open(io.BytesIO(stored_bytes(image))) as stored:
        assert (stored.size, dict(stored.getexif())) == ((30, 40), {})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_pictures_keep_their_format(upload, kind):
    _answer, image = upload(picture(kind), f"picture.{kind.lower()}")

    with Image.open(io.BytesIO(stored_bytes(image))) as stored:
        assert (stored.format, stored.size) == (kind, (40, 30))
    assert image.file_size == len(stored_bytes(image))


def test_renditions_of_every_preset_are_made_when_a_picture_is_stored(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        image = make_image(size=(400, 300))

    made = set(StoaRendition.objects.filter(image=image).values_list("filter_spec", flat=True))
    assert made == {name for preset in images.PRESETS.values() for name in preset.filters} | {images.SHARE_FILTER}


def test_renditions_are_made_once(django_assert_max_num_queries):
    image = make_image()
    images.make_renditions(image.pk)
    before = set(StoaRendition.objects.values_list("pk", flat=True))

    images.make_renditions(image.pk)

    assert set(StoaRendition.objects.values_list("pk", flat=True)) == before


def test_renditions_of_a_picture_that_is_gone_are_not_made():
    images.make_renditions(999_999)

    assert not StoaRendition.objects.exists()
