"""The files that the demo sells."""

import io
import re
import zipfile

from stoa.demo.loading.downloads import content
from stoa.demo.loading.publication import read_publication


def test_files_are_what_they_are_called_and_always_the_same():
    files = {facts["name"]: content(facts) for facts in read_publication().downloads["files"]}
    again = {facts["name"]: content(facts) for facts in read_publication().downloads["files"]}

    assert files == again
    for name, data in files.items():
        if name.endswith(".pdf"):
            assert data.startswith(b"%PDF-1.4")
            [start] = re.findall(rb"startxref\n(\d+)\n", data)
            assert data[int(start) :].startswith(b"xref")
        else:
            assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert zipfile.ZipFile(io.BytesIO(files["three-legged-stool.epub"])).namelist()[0] == "mimetype"


def test_plans_have_as_many_pages_as_their_products_say():
    publication = read_publication()
    said = {}
    for article in publication.products.values():
        facts = article["en"].facts
        pages = dict(facts["specifications"]).get("Pages", "").split(",")[0]
        said[facts["sku"]] = pages

    drawn = {
        facts["sku"]: str(content(facts).count(b"/Type /Page "))
        for facts in publication.downloads["files"]
        if facts["name"].endswith(".pdf") and "diary" not in facts["name"]
    }

    assert drawn == {sku: said[sku] for sku in drawn}
