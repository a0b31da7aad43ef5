"""Files to download."""

from django.core.files.base import ContentFile
from wagtail.models import Collection

from stoa.core.models import StoaDocument
from stoa.demo.loading.pictures import COLLECTION
from stoa.demo.loading.publication import CONTENT, Publication


def load_documents(publication: Publication) -> dict[str, StoaDocument]:
    """Documents by file name; made when missing."""
    return {file.name: _document(file.name, file.title, publication) for file in publication.files}


def _document(name: str, title: str, publication: Publication) -> StoaDocument:
    found = StoaDocument.objects.filter(title=title, collection__name=COLLECTION).first()
    if found:
        return found
    data = (CONTENT / "files" / name).read_bytes()
    document = StoaDocument(
        title=title,
        credit=publication.site["site"]["name"],
        licence=publication.site["site"]["licence"],
        collection=Collection.objects.get(name=COLLECTION),
    )
    document.file = ContentFile(data, name=name)
    document.file_size = len(data)
    document._set_file_hash()
    document.save()
    return document
