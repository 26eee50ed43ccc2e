"""The kinds of file we keep, and how each shows what it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import puremagic
from django.core.files.base import File

from foundation.core.text import has_control

if TYPE_CHECKING:
    Upload = File[Any]
else:
    Upload = File  # generic to the type checker only

HEAD_BYTES = 4096  # a signature stands at the beginning
# The brands of the MP4 family (ISO 14496-12) that are films; HEIC pictures have others.
MP4_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V "}
    | {b"MSNV", b"3gp4", b"3gp5", b"3gp6", b"dash"}
)
MOV_BRANDS = frozenset({b"qt  "})


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: what it is served as, and how its content is known.

    `image_format` is Pillow's name where the file is a picture to be painted anew.
    """

    content_type: str
    fits: Callable[[Upload, str], bool]
    image_format: str = ""


def kind_of(extension: str) -> FileKind | None:
    """The kind that files with this extension must be, or None: we do not keep them."""
    return _KINDS.get(extension)


def _has_signature(upload: Upload, content_type: str) -> bool:
    """Whether the first bytes say the same as the name."""
    try:
        found = puremagic.magic_string(_head(upload))
    except (puremagic.PureError, ValueError):
        return False
    return any(match.mime_type == content_type for match in found)


def _is_film(brands: frozenset[bytes]) -> Callable[[Upload, str], bool]:
    def fits(upload: Upload, _content_type: str) -> bool:
        head = _head(upload)
        return head[4:8] == b"ftyp" and head[8:12] in brands

    return fits


def _is_plain_text(upload: Upload, _content_type: str) -> bool:
    """UTF-8 without a control character; what a program contains is neither."""
    upload.seek(0)
    try:
        words = upload.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    finally:
        upload.seek(0)
    return not has_control(words)


def _head(upload: Upload) -> bytes:
    upload.seek(0)
    head: bytes = upload.read(HEAD_BYTES)
    upload.seek(0)
    return head


_JPEG = FileKind("image/jpeg", _has_signature, "JPEG")
_KINDS = {
    "png": FileKind("image/png", _has_signature, "PNG"),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "webp": FileKind("image/webp", _has_signature, "WEBP"),
    "gif": FileKind("image/gif", _has_signature, "GIF"),
    "pdf": FileKind("application/pdf", _has_signature),
    "txt": FileKind("text/plain", _is_plain_text),
    "mp4": FileKind("video/mp4", _is_film(MP4_BRANDS)),
    "mov": FileKind("video/quicktime", _is_film(MOV_BRANDS)),
}
