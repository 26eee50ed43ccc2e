"""What may be kept as an attachment, and in which shape.

A file is judged by its cleaned name and by its content, which must agree. Pictures
are painted anew, so that nothing but the pixels survives: no place where a photo was
taken, no script behind the image.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from tickets.errors import FileRefusedError, FileTooLargeError
from tickets.file_kinds import FileKind, Upload, kind_of
from tickets.pictures import (
    Painted,
    PictureError,
    PictureTooLargeError,
    repaint,
)

MAX_BYTES = 25 * 1024 * 1024
MAX_FILES = 10
MAX_NAME = 150
MAX_EXTENSION = 10
PREVIEWS = "previews"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in the store, ready to be attached to a message."""

    name: str
    content_type: str
    size: int
    sha256: str
    path: str


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file fit to be kept."""

    name: str
    content_type: str
    size: int
    sha256: str
    content: Upload
    preview: Upload | None = None


def preview_path(sha256: str) -> str:
    """Where the small picture of a file with this hash stands, if it has one."""
    return f"{PREVIEWS}/{sha256[:2]}/{sha256}.webp"


def clean_files(uploads: Sequence[Upload]) -> list[CleanFile]:
    """All files of one message made fit to be kept; one that is refused refuses all."""
    if len(uploads) > MAX_FILES:
        sentence = _("Gửi kèm tối đa %(most)s tệp mỗi tin.") % {"most": MAX_FILES}
        raise FileRefusedError(sentence, field="files")
    return [clean_file(upload) for upload in uploads]


def clean_file(upload: Upload) -> CleanFile:
    """One file, judged and made clean, or FileRefusedError with a sentence why."""
    name = clean_name(upload.name or "")
    kind = kind_of(extension_of(name))
    if kind is None:
        raise _refusal(
            _("Không nhận loại tệp “%(name)s”. Hãy gửi ảnh, video, PDF hoặc tệp txt."),
            name,
        )
    if not upload.size:
        raise _refusal(_("Tệp “%(name)s” rỗng."), name)
    if upload.size > MAX_BYTES:
        sentence = _("Tệp “%(name)s” lớn hơn 25 MB.") % {"name": name}
        raise FileTooLargeError(sentence, field="files")
    painted = _checked_content(upload, kind, name)
    content = painted.picture
    return CleanFile(
        name,
        kind.content_type,
        content.size or 0,
        _digest(content),
        content,
        painted.preview,
    )


def clean_name(raw: str) -> str:
    """A file's name as it may be shown: no path, no unseen characters, bounded."""
    # Composed first: a full-width slash becomes a slash only then.
    text = unicodedata.normalize("NFKC", raw)
    text = "".join(letter for letter in text if _is_seen(letter)).replace("\\", "/")
    text = text.rpartition("/")[2].strip(" .")
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension) > MAX_EXTENSION:
        return text[:MAX_NAME].strip(" .")
    room = MAX_NAME - len(extension) - 1
    return f"{stem[:room].rstrip(' .')}.{extension}"


def extension_of(name: str) -> str:
    """The last part of a name after a dot, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _is_seen(letter: str) -> bool:
    return letter == " " or unicodedata.category(letter)[0] not in "CZ"


def _checked_content(upload: Upload, kind: FileKind, name: str) -> Painted:
    refusal = _refusal(_("Nội dung tệp “%(name)s” không đúng với đuôi tệp."), name)
    if not kind.fits(upload, kind.content_type):
        raise refusal
    if not kind.image_format:
        return Painted(upload, None)
    try:
        return repaint(upload, kind.image_format)
    except PictureTooLargeError as error:
        raise _refusal(
            _("Ảnh “%(name)s” có quá nhiều điểm ảnh. Hãy thu nhỏ rồi gửi lại."), name
        ) from error
    except PictureError as error:
        raise refusal from error


def _digest(content: Upload) -> str:
    digest = sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _refusal(sentence: str, name: str) -> FileRefusedError:
    return FileRefusedError(sentence % {"name": name}, field="files")
