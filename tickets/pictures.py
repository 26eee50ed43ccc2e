"""Painting a picture anew, so that only its pixels are kept."""

import warnings
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from tickets.file_kinds import Upload

# As large as the photos of any telephone; a bomb of 20,000² would eat all memory.
MAX_PIXELS = 40_000_000
JPEG_QUALITY = 88  # no difference to the eye
JPEG_MODES = frozenset({"L", "RGB"})
# What a file may say about its picture that belongs to the picture.
KEPT_INFO = frozenset({"transparency", "duration", "loop", "background"})

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
# Pillow only warns between one and two times the limit.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


class PictureError(Exception):
    """Not a picture of this format, or one too large to look at."""


def repaint(upload: Upload, image_format: str) -> Upload:
    """The same pixels, upright, in a new file of `image_format`; or PictureError."""
    try:
        return _repainted(upload, image_format)
    # A decoder fed by strangers fails in any way it likes; each means the same here.
    except Exception as error:
        raise PictureError from error


def _repainted(upload: Upload, image_format: str) -> Upload:
    upload.seek(0)
    with Image.open(upload, formats=[image_format]) as image:
        n_frames = getattr(image, "n_frames", 1)
        is_moving = n_frames > 1
        if image.width * image.height * n_frames > MAX_PIXELS:
            raise PictureError
        # Turning a moving picture would leave its first frame only; none has EXIF.
        upright = image if is_moving else ImageOps.exif_transpose(image)
        upright.info = {
            name: value for name, value in upright.info.items() if name in KEPT_INFO
        }
        if image_format == "JPEG" and upright.mode not in JPEG_MODES:
            upright = upright.convert("RGB")
        out = BytesIO()
        upright.save(out, image_format, **_options(image_format, is_moving=is_moving))
    return ContentFile(out.getvalue())


def _options(image_format: str, *, is_moving: bool) -> dict[str, Any]:
    options: dict[str, Any] = {"save_all": True} if is_moving else {}
    if image_format in {"JPEG", "WEBP"}:
        options |= {"quality": JPEG_QUALITY}
    return options
