"""The one way a file leaves the store: never active, never kept by a cache."""

import re
from typing import IO, Any

from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)

from tickets.files import preview_path
from tickets.models import Attachment

# What a browser may know it by; anything else is bytes to it.
SERVED_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"}
    | {"text/plain", "video/mp4", "video/quicktime"}
)
PREVIEW_TYPE = "image/webp"
GUARDS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "Accept-Ranges": "bytes",
}
RANGE = re.compile(r"bytes=(?:([0-9]{1,12})-([0-9]{0,12})|-([0-9]{1,12}))", re.ASCII)


def served(request: HttpRequest, file: Attachment) -> HttpResponseBase:
    """The file, whole or the part that was asked for; 404 if the store lost it.

    `?preview` asks for the small picture of a picture, which files of old have not.
    """
    small = _preview_of(file) if "preview" in request.GET else None
    if small is not None:
        name = f"{file.name}.webp"
        return _guarded(FileResponse(small, filename=name, content_type=PREVIEW_TYPE))
    content_type = file.content_type
    if content_type not in SERVED_TYPES:
        content_type = "application/octet-stream"
    elif content_type == "text/plain":
        content_type += "; charset=utf-8"
    response = FileResponse(
        _opened(file),
        as_attachment=not file.is_image or "download" in request.GET,
        filename=file.name,
        content_type=content_type,
    )
    return _narrowed(request, _guarded(response), file.size)


def _guarded(response: FileResponse) -> FileResponse:
    for name, value in GUARDS.items():
        response[name] = value
    return response


def _preview_of(file: Attachment) -> IO[Any] | None:
    try:
        path = preview_path(file.sha256)
        return default_storage.open(path, "rb") if file.is_image else None
    except FileNotFoundError:
        return None


def _opened(file: Attachment) -> IO[Any]:
    try:
        return file.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error


def _narrowed(
    request: HttpRequest, response: FileResponse, size: int
) -> HttpResponseBase:
    """The part a player asked for: without it Safari shows no film."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked:
        return response
    first, last, tail = asked.groups()
    start = max(size - int(tail), 0) if tail else int(first)
    end = min(int(last), size - 1) if last else size - 1
    if start > end:
        response.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    body: Any = response.file_to_stream
    body.seek(start)
    response.streaming_content = _part(body, end - start + 1)
    response.status_code = 206
    response["Content-Length"] = str(end - start + 1)
    response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def _part(body: IO[bytes], length: int) -> Any:
    while length > 0 and (block := body.read(min(length, 64 * 1024))):
        length -= len(block)
        yield block
