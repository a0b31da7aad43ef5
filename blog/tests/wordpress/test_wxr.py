"""Reading the file: real oddities, wrong files, memory."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from blog.importing.wordpress import records
from blog.importing.wordpress.exceptions import ImportRefusedError
from blog.importing.wordpress.wxr import WxrFile
from blog.tests.wordpress import files


@pytest.fixture
def read(tmp_path):
    def read(source):
        path = tmp_path / "export.xml"
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        read.file = WxrFile(path)
        return list(read.file)

    return read


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_all_versions(read, version):
    found = read(
        files.export(
            files.author("ann", "Ann B.", "ann@x.example"),
            files.category("child", "Child", "parent", "About"),
            files.item(
                5,
                "One &amp; two",
                "<p>Hi</p>",
                files.term("category", "child", "Child"),
                files.term("post_tag", "red", "Red"),
                files.meta("_thumbnail_id", "9"),
                files.meta("_wp_old_slug", "older"),
                files.comment(3, parent=2, approved="0", kind="pingback"),
                is_sticky=1,
                password="p",
            ),
            version=version,
        )
    )

    author, category, site, item = found
    assert author == records.Author("ann", "ann@x.example", "Ann B.")
    assert category == records.Term("category", "child", "Child", "parent", "About")
    assert (site.title, site.url, site.version) == ("Old site", "https://old.example", version)
    assert (item.id, item.title, item.content, item.slug, item.status) == (
        5,
        "One &amp; two",
        "<p>Hi</p>",
        "post-5",
        "publish",
    )
    assert item.published_at == datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (item.is_sticky, item.password, item.comments_open) == (True, "p", True)
    assert [term.slug for term in item.terms_of("category")] == ["child"]
    assert (item.meta["_thumbnail_id"], item.old_slugs) == ("9", ["older"])
    assert [(row.id, row.parent, row.state, row.kind) for row in item.comments] == [(3, 2, "0", "pingback")]


def test_draft_takes_local_date_and_nonsense_is_no_date(read):
    draft, odd = read(
        files.export(
            files.item(1, date_gmt="0000-00-00 00:00:00"),
            files.item(2, date_gmt="0000-00-00 00:00:00", date="-0001-11-30 00:00:00"),
        )
    )[1:]

    assert draft.published_at == datetime(2020, 1, 2, 5, 4, 5, tzinfo=UTC)
    assert odd.published_at is None


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 20, str(2**63), "-1", "1e5", "²", "٣", "0x10", " ", "1 2"])
def test_number_that_is_none_or_absurd_counts_as_none(read, number):
    source = files.item(1, parent=number, menu_order=number).replace(">1</wp:post_id>", f">{number}</wp:post_id>")

    [_site, item] = read(files.export(source))

    assert (item.id, item.parent, item.order) == (0, 0, 0)


def test_largest_number_is_kept(read):
    assert read(files.export(files.item(2**63 - 1)))[1].id == 2**63 - 1


@pytest.mark.parametrize(
    "date",
    ["9999-12-31 23:59:59", "0001-01-01 00:00:00", "99999-01-01 00:00:00", "2020-02-30 00:00:00", "2020-01-01",
     "9" * 5000 + "-01-01 00:00:00", "2020-01-01 25:61:61", "٢٠٢٠-01-01 00:00:00x"],
)  # fmt: skip
def test_date_that_is_none_or_absurd_is_no_date(read, date):
    [_site, item] = read(files.export(files.item(1, date=date, date_gmt=date, modified_gmt=date)))

    assert (item.published_at, item.changed_at) == (None, None)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Thu, 02 Jan 2020 03:04:05 +0000", datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None),
        ("Mon, 01 Jan " + "9" * 30 + " 00:00:00 +0000", None),
        ("Mon, 01 Jan " + "9" * 5000 + " 00:00:00 +0000", None),
        ("Mon, 01 Jan 2020 00:00:00 +" + "9" * 30, None),
        ("Mon, 01 Jan 2020 00:00:00 +9999", None),
        ("0 (", None),
        ("(" * 5000, None),
        ("\x85, , ,", None),
    ],
)
def test_date_of_the_feed_may_be_anything(read, date, expected):
    none = {"date": "", "date_gmt": ""}
    source = files.item(1, **none).replace("<guid>", f"<pubDate>{date}</pubDate><guid>")

    assert read(files.export(source))[1].published_at == expected


def test_control_characters_and_broken_utf8_are_taken_out_and_counted(read):
    source = (
        files.export(files.item(1, "A\x08B\x0b", "x\x1f&#8;y")).encode().replace(b"Old site", b"Old \xff site&#x1F;")
    )

    site, item = read(source)

    assert (item.title, item.content, site.title) == ("AB", "xy", "Old \ufffd site")
    assert read.file.stream.repairs == {"control characters": 5, "broken characters": 1}


def test_reference_across_two_chunks(read, monkeypatch):
    source = files.export(files.item(1, "T", "x")).replace("Old site", "Old&#8; &amp; site")
    for size in range(1, 40):
        monkeypatch.setattr("blog.importing.wordpress.stream.CHUNK", size)
        assert read(source)[0].title == "Old & site"


def test_other_encodings(read):
    source = files.export(files.item(1, "Café", "x"))

    for encoding in ("utf-16", "utf-8-sig"):
        assert read(source.encode(encoding))[-1].title == "Café"
    assert read(source.replace("UTF-8", "ISO-8859-1").encode("latin-1"))[-1].title == "Café"


WHOLE = files.export(files.item(1), files.item(2))
BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><rss>&b;</rss>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel>&a;</channel></rss>'
WRONG = {
    "empty": ("", "is empty"),
    "blank": (" \n ", "is empty"),
    "gzip": (b"\x1f\x8b\x08\x00rest", "gzip archive: unpack it first"),
    "zip": (b"PK\x03\x04rest", "zip archive: unpack it first"),
    "text": ("Dear diary", "is not an XML file (line 1"),
    "sql": ("-- MySQL dump\nINSERT INTO wp_posts", "is not an XML file"),
    "page": ("<html><body></body></html>", "its root is <html>"),
    "feed": ("<rss><channel><title>x</title><item><title>y</title></item></channel></rss>", "not a WordPress export"),
    "cut": (WHOLE[: WHOLE.index("post-2")], "is cut off: the file ends inside"),
    "cut in text": (WHOLE[: WHOLE.rindex("]]>")], "is cut off: the file ends inside"),
    "broken": (WHOLE.replace("</guid>", "</gid>", 1), "is broken at line 10"),
    "undefined entity": (WHOLE.replace("Old site", "Old&nbsp;site"), "is broken at line 7"),
    "bomb": (BOMB, "declares a document type"),
    "outside": (OUTSIDE, "declares a document type"),
    "unknown encoding": (WHOLE.replace("UTF-8", "KLINGON"), "written in KLINGON, which is unknown"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_file_is_one_clear_message(read, name):
    source, message = WRONG[name]

    with pytest.raises(ImportRefusedError) as caught:
        read(source)

    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "message"), [("absent.xml", "no such file"), (".", "is a directory")])
def test_file_that_cannot_be_read(tmp_path, name, message):
    with pytest.raises(ImportRefusedError, match=message):
        list(WxrFile(tmp_path / name))


MEASURE = """
import sys
from pathlib import Path
sys.path[:0] = [sys.argv[1]]
from blog.importing.wordpress.wxr import WxrFile
count = sum(1 for item in WxrFile(Path(sys.argv[2])).items())
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(count, peak.split()[1])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_memory_does_not_grow_with_the_file(tmp_path, pytestconfig):
    """60 MB in less than 60 MB: the interpreter itself takes about 16."""
    path = tmp_path / "large.xml"
    row = files.item(1, "Large", "Words and words. " * 3000) + "\n"
    with path.open("w") as file:
        file.write(files.HEAD.format(version="1.2"))
        for _ in range(60 * 1024 * 1024 // len(row)):
            file.write(row)
        file.write(files.TAIL)

    command = [sys.executable, "-c", MEASURE, str(pytestconfig.rootpath), str(path)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    count, kilobytes = map(int, output.split())
    assert count == 60 * 1024 * 1024 // len(row)
    assert kilobytes < 60 * 1024
