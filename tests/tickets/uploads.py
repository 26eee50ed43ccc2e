"""Files as customers and attackers send them."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a form brings it."""
    return SimpleUploadedFile(name, content)


def a_picture(image_format: str = "PNG") -> bytes:
    """A small picture."""
    out = BytesIO()
    Image.new("RGB", (12, 8), "teal").save(out, image_format)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A PNG whose header promises side × side pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
