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


def a_photo(image_format: str = "JPEG", **options: object) -> bytes:
    """A picture as a telephone takes it: large, and no two spots alike."""
    out = BytesIO()
    photo = Image.effect_noise((1600, 1200), 60).convert("RGB")
    photo.save(out, image_format, **options)
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


def tiny_frames(count: int) -> bytes:
    """A GIF of one pixel that blinks."""
    screen = b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0"
    frame = b"!\xf9\4\0\x0a\0\0\0,\0\0\0\0\1\0\1\0\0\2\2%b\1\0"
    frames = [frame % b"D", frame % b"L"]
    return screen + b"".join(frames[n % 2] for n in range(count)) + b";"


def _chunk(kind: bytes, body: bytes) -> bytes:
    check = zlib.crc32(kind + body)
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)
