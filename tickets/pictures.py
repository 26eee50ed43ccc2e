"""Painting a picture anew, so that only its pixels are kept."""

import contextlib
import logging
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from tickets.file_kinds import Upload

# As large as telephones take them by themselves; a bomb of 20,000² would eat all memory.
MAX_PIXELS = 40_000_000
# A minute of a moving picture; a million frames of one pixel would keep a worker busy
# for minutes.
MAX_FRAMES = 1000
JPEG_QUALITY = 88  # no difference to the eye
JPEG_MODES = frozenset({"L", "RGB"})
PREVIEW_MODES = frozenset({"RGB", "RGBA"})
# What a file may say about its picture that belongs to the picture.
KEPT_INFO = frozenset({"transparency", "duration", "loop", "background"})

# A conversation shows a picture 144 x 80 points wide and high, on sharp screens too.
PREVIEW_SIDE = 640
PREVIEW_QUALITY = 75
SMALL_BYTES = 32 * 1024  # shown as it is

logger = logging.getLogger(__name__)

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# Pillow only warns between one and two times the limit.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class PictureError(Exception):
    """Not a picture of this format."""


class PictureTooLargeError(PictureError):
    """One with too many pixels or frames to look at."""


TOO_LARGE = (
    PictureTooLargeError,
    Image.DecompressionBombWarning,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture painted anew, and a small WebP of it where that is worth having."""

    picture: Upload
    preview: Upload | None


def repaint(upload: Upload, image_format: str) -> Painted:
    """The same pixels, upright, in a new file of `image_format`; or PictureError."""
    try:
        return _repainted(upload, image_format)
    except TOO_LARGE as error:
        raise PictureTooLargeError from error
    # A decoder fed by strangers fails in any way it likes; each means the same here.
    except Exception as error:
        raise PictureError from error


def _repainted(upload: Upload, image_format: str) -> Painted:
    upload.seek(0)
    with Image.open(upload, formats=[image_format]) as image:
        is_moving = _n_frames(image) > 1
        # Turning a moving picture would leave its first frame only; none has EXIF.
        upright = image if is_moving else ImageOps.exif_transpose(image)
        upright.info = {
            name: value for name, value in upright.info.items() if name in KEPT_INFO
        }
        if image_format == "JPEG" and upright.mode not in JPEG_MODES:
            upright = upright.convert("RGB")
        out = BytesIO()
        upright.save(out, image_format, **_options(image_format, is_moving=is_moving))
        # Last, since it shrinks the picture where it stands: a copy would cost memory.
        preview = _preview_of(upright, out.tell())
    return Painted(ContentFile(out.getvalue()), preview)


def _n_frames(image: Image.Image) -> int:
    """How many it has; PictureTooLargeError as soon as they are too many."""
    most = min(MAX_FRAMES, MAX_PIXELS // max(image.width * image.height, 1))
    count = 1 if image.format == "GIF" else getattr(image, "n_frames", 1)
    if image.format == "GIF":  # says nothing of its frames but by showing them
        with contextlib.suppress(EOFError):
            while count <= most:
                image.seek(count)
                count += 1
        image.seek(0)
    if count > most:
        raise PictureTooLargeError
    return count


def _preview_of(image: Image.Image, size: int) -> Upload | None:
    """The first thing one sees, in few bytes; None where it saves nothing or fails."""
    if size <= SMALL_BYTES:
        return None
    out = BytesIO()
    try:
        if is_moving := getattr(image, "n_frames", 1) > 1:
            image.seek(0)
        is_plain = image.mode in PREVIEW_MODES and not is_moving
        small = image if is_plain else image.convert("RGBA")
        small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), reducing_gap=2.0)
        small.info = {}
        small.save(out, "WEBP", quality=PREVIEW_QUALITY)
    except Exception:  # the picture itself is fit to be kept
        logger.exception("A picture has no preview")
        return None
    return ContentFile(out.getvalue()) if out.tell() < size else None


def _options(image_format: str, *, is_moving: bool) -> dict[str, Any]:
    options: dict[str, Any] = {"save_all": True} if is_moving else {}
    if image_format in {"JPEG", "WEBP"}:
        options |= {"quality": JPEG_QUALITY}
    return options
