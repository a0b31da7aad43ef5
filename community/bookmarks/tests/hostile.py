"""Hostile picture files, made by script: {name: bytes}. None of them may do more than be refused or be stored clean."""

import gzip
import io
import random
import struct
import zlib

from PIL import Image

CHANCE = random.Random(20261121)


def encoded(kind="PNG", size=(64, 48), mode="RGB", **options):
    buffer = io.BytesIO()
    picture = Image.new(mode, size)
    if mode in ("RGB", "RGBA", "CMYK"):
        picture.paste((200, 40, 90, 255)[: len(mode)], (8, 8, size[0] // 2, size[1] // 2))
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind, data, crc=None):
    checked = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)


def png(*chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def header(width, height, depth=8, color=2):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))


END = chunk(b"IEND", b"")


def with_segment(jpeg, marker, data):
    """A JPEG with one more segment right after its beginning."""
    return jpeg[:2] + b"\xff" + marker + struct.pack(">H", len(data) + 2) + data + jpeg[2:]


def exif(entries):
    """An EXIF segment with the given (tag, type, count, value) entries, true or not."""
    rows = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"Exif\x00\x00II*\x00" + struct.pack("<IH", 8, len(entries)) + rows + struct.pack("<I", 8)


def gif(width=32, height=32, body=b"", colors=b"\x00\x00\x00\xff\xff\xff"):
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + colors + body + b";"


def gif_frame(width=1, height=1, left=0, top=0, data=b"\x02\x02\x4c\x01\x00"):
    return b"," + struct.pack("<HHHHB", left, top, width, height, 0) + data


def riff(kind, data):
    return b"RIFF" + struct.pack("<I", len(data) + 4) + kind + data


def box(kind, data):
    return struct.pack(">I", len(data) + 8) + kind + data


def moving_webp(number, side):
    """A canvas of `side` pixels with `number` frames, each of them small."""
    frame = encoded("WEBP", size=(16, 16))[12:]
    place = bytes(6) + b"\x0f\x00\x00\x0f\x00\x00" + b"\x64\x00\x00\x00"
    canvas = (side - 1).to_bytes(3, "little") * 2
    parts = b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + canvas + b"ANIM" + struct.pack("<I", 6) + bytes(6)
    return riff(b"WEBP", parts + (b"ANMF" + struct.pack("<I", len(place + frame)) + place + frame) * number)


def no_pictures():
    zeros = gzip.compress(bytes(1_000_000))
    return {
        "nothing": b"",
        "one byte": b"\xff",
        "page": b"<!doctype html><title>403</title><img src=x onerror=alert(1)>",
        "drawing": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
        "drawing that reads files": b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        "billion laughs": b'<!DOCTYPE s [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 500 + b'">]><svg>&b;</svg>',
        "document": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>",
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n",
        "archive": b"PK\x03\x04" + bytes(40),
        "zipped zeros": zeros,
        "film": box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2") + box(b"mdat", bytes(100)),
        "bitmap": encoded("BMP"),
        "tiff": encoded("TIFF"),
        "icon": encoded("ICO", size=(32, 32)),
        "targa": encoded("TGA"),
        "portable pixmap": b"P6 100000 100000 255\n",
        "photoshop": b"8BPS\x00\x01" + bytes(6) + struct.pack(">HIIHH", 3, 2**20, 2**20, 8, 3),
        "direct draw": b"DDS " + struct.pack("<7I", 124, 7, 2**20, 2**20, 0, 0, 0) + bytes(96),
        "jpeg 2000": bytes.fromhex("0000000c6a5020200d0a870a") + bytes(60),
        "windows metafile": b"\xd7\xcd\xc6\x9a" + bytes(60),
        "x bitmap": b"#define a_width 99999\n#define a_height 99999\nstatic char a_bits[] = {0x00};",
        "heic": box(b"ftyp", b"heic\x00\x00\x00\x00heicmif1") + box(b"meta", bytes(60)),
        **{f"noise {number}": CHANCE.randbytes(500) for number in range(3)},
    }


def jpegs():
    good = encoded("JPEG")
    scan = good[good.index(b"\xff\xda") : -2]
    frame = good.index(b"\xff\xc0")
    return {
        "jpeg, its beginning": good[:20],
        "jpeg, half of it": good[: len(good) // 2],
        "jpeg without size": good[: frame + 5] + bytes(4) + good[frame + 9 :],
        "jpeg of four gigapixels": good[: frame + 5] + b"\xff" * 4 + good[frame + 9 :],
        "jpeg of 25 thousand scans": good[:-2] + scan * 25_000 + good[-2:],
        "jpeg with a lying segment": good[:2] + b"\xff\xe1\xff\xff" + good[2:],
        "jpeg with noise for exif": with_segment(good, b"\xe1", b"Exif\x00\x00" + CHANCE.randbytes(200)),
        "jpeg with endless exif": with_segment(good, b"\xe1", exif([(0x8769, 4, 1, 8), (0x8825, 4, 1, 8)])),
        "jpeg with absurd exif": with_segment(good, b"\xe1", exif([(0x0112, 3, 2**31, 2**31)] * 40)),
        "jpeg turned by nonsense": with_segment(good, b"\xe1", exif([(0x0112, 3, 1, 77)])),
        "jpeg with noise for colours": with_segment(good, b"\xe2", b"ICC_PROFILE\x00\x01\x01" + CHANCE.randbytes(90)),
        "jpeg without tables": good.replace(b"\xff\xc4", b"\xff\xec"),
        "jpeg of noise": good[: good.index(b"\xff\xda") + 14] + CHANCE.randbytes(2_000) + b"\xff\xd9",
        "jpeg in print colours": encoded("JPEG", mode="CMYK"),
        "jpeg with an archive behind": good + b"PK\x03\x04<?php system($_GET[0]); ?>",
        "jpeg with a place in it": encoded("JPEG", exif=_place()),
    }


def _place():
    place = Image.Exif()
    place[0x010E] = "SECRET-NAME"
    place.get_ifd(0x8825)[1] = "N"
    return place.tobytes()


def pngs():
    good = encoded("PNG")
    pixels = chunk(b"IDAT", zlib.compress(bytes(1 + 3 * 8) * 8))
    bomb = zlib.compress(bytes(50_000_000), 9)
    return {
        "png, half of it": good[: len(good) // 2],
        "png with a false sum": png(chunk(b"IHDR", header(8, 8)[8:21], crc=1), pixels, END),
        "png of endless size": png(header(2**31 - 1, 2**31 - 1), pixels, END),
        "png without size": png(header(0, 0), pixels, END),
        "png of 30 megapixels": encoded("PNG", size=(6000, 5000), mode="L"),
        "png that unfolds": png(header(8, 8), chunk(b"IDAT", bomb), END),
        "png with a text that unfolds": png(header(8, 8), chunk(b"zTXt", b"Comment\x00\x00" + bomb), pixels, END),
        "png with colours that unfold": png(header(8, 8), chunk(b"iCCP", b"x\x00\x00" + bomb), pixels, END),
        "png without pixels": png(header(8, 8), END),
        "png of unknown parts": png(header(8, 8), chunk(b"EvIL", b"x" * 50), pixels, END),
        "png of 77 bits": png(header(8, 8, depth=77), pixels, END),
        "png of an odd kind": png(header(8, 8, color=5), pixels, END),
        "png of few colours without any": png(header(8, 8, color=3), pixels, END),
        "png that says it is longer": png(header(8, 8), struct.pack(">I", 2**31 - 1) + b"IDAT" + b"x", END),
        "png with a program behind": good + b"<script>alert(1)</script>",
        "png of 16 bits": encoded("PNG", mode="I;16"),
        "png that moves a lot": png(header(3000, 3000), chunk(b"acTL", struct.pack(">II", 40, 0)), pixels, END),
        "png without end": png(header(8, 8), pixels),
    }


def gifs():
    return {
        "gif without a picture": gif(),
        "gif without size": gif(0, 0, gif_frame()),
        "gif, half of it": encoded("GIF")[:40],
        "gif of a false code": gif(body=gif_frame(data=b"\x63\x02\x4c\x01\x00")),
        "gif beyond its edge": gif(8, 8, gif_frame(60_000, 60_000, 60_000, 60_000)),
        "gif of a huge screen": gif(65_535, 65_535, gif_frame()),
        "gif of 50 thousand frames": gif(1, 1, gif_frame() * 50_000),
        "gif of many pixels": gif(3000, 3000, gif_frame() * 7),
        "gif that is a script": b"GIF89a/*" + bytes(30) + b"*/=1;alert(1)//",
        "gif whose frames grow": gif(2, 2, gif_frame() + gif_frame(6_000, 6_000) * 20),
        "gif with a long comment": gif(
            8, 8, b"!\xfe" + (b"\xff" + b"SECRET-NAME" + b"x" * 244) * 4_000 + b"\x00" + gif_frame(8, 8)
        ),
    }


def modern():
    webp, avif = encoded("WEBP"), encoded("AVIF")
    return {
        "webp, half of it": webp[: len(webp) // 2],
        "webp that says it is longer": webp[:4] + b"\xff\xff\xff\x7f" + webp[8:],
        "webp of noise": riff(b"WEBP", b"VP8 " + struct.pack("<I", 200) + CHANCE.randbytes(200)),
        "webp of huge size": riff(b"WEBP", b"VP8X" + struct.pack("<I", 10) + b"\x02\x00\x00\x00" + b"\xff" * 6),
        "webp of lossless noise": riff(b"WEBP", b"VP8L" + struct.pack("<I", 200) + b"\x2f" + CHANCE.randbytes(199)),
        "webp that moves a lot": moving_webp(7, 3000),
        "avif, half of it": avif[: len(avif) // 2],
        "avif of a name only": box(b"ftyp", b"avif\x00\x00\x00\x00avifmif1"),
        "avif of noise": avif[:-100] + CHANCE.randbytes(100),
        "avif whose boxes lie": avif[:32] + b"\xff\xff\xff\xff" + avif[36:],
    }


def files():
    return no_pictures() | jpegs() | pngs() | gifs() | modern()
