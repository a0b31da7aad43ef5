"""Things of the foundations, made for tests."""

import io

from django.core.files.base import ContentFile
from PIL import Image

from stoa.core.models import StoaDocument, StoaImage


def make_image(title="A picture", *, size=(64, 40), colour="teal", **fields):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    return StoaImage.objects.create(
        title=title, file=ContentFile(buffer.getvalue(), name="picture.png"), width=size[0], height=size[1], **fields
    )


def make_document(title="A document"):
    return StoaDocument.objects.create(title=title, file=ContentFile(b"words", name="words.txt"))
