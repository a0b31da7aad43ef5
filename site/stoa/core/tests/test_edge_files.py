"""Documents behind nginx, and what nginx needs for them."""

import re

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection, CollectionViewRestriction
from wagtail.utils.sendfile import _get_sendfile

from scripts.console import ROOT
from stoa.core.edge_files import PREFIX, sendfile
from stoa.core.models import StoaDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings):
    settings.SENDFILE_BACKEND = "stoa.core.edge_files"
    _get_sendfile.clear()
    collection = Collection.objects.get(depth=1).add_child(name="Plans")
    yield StoaDocument.objects.create(
        title="Plan", file=ContentFile(b"words", name="plan é.txt"), collection=collection
    )
    _get_sendfile.clear()


def test_nginx_is_told_which_file_to_send(client, document):
    answer = client.get(document.url)

    assert answer.status_code == 200
    assert re.fullmatch(r"/protected/documents/plan_%C3%A9\w*\.txt", answer["X-Accel-Redirect"])
    assert answer["Content-Type"] == "text/plain"
    assert "attachment" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer.content == b""


def test_documents_without_nginx_are_kept_by_nobody_else(client, document, settings):
    del settings.SENDFILE_BACKEND
    _get_sendfile.clear()

    answer = client.get(document.url)

    assert b"".join(answer.streaming_content) == b"words"
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("kind", ["login", "password", "groups"])
def test_nginx_is_told_nothing_for_those_who_may_not(client, document, kind):
    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type=kind, password="sesame")

    assert "X-Accel-Redirect" not in client.get(document.url)


def test_nothing_outside_the_uploads_is_sent(rf):
    with pytest.raises(ValueError, match="passwd"):
        sendfile(rf.get("/"), "/etc/passwd", mimetype="text/plain")


def test_nginx_serves_that_place_from_the_uploads_and_to_nobody_directly():
    site = (ROOT / "deploy/nginx-site.conf").read_text()
    [place] = re.findall(rf"location {PREFIX} \{{(.*?)\n\}}", site, re.DOTALL)

    assert "internal;" in place
    assert "alias /data/media/;" in place
    assert "nosniff" in place
