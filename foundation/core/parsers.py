"""Reading the bodies of API requests without believing them."""

import json
import re
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser, MultiPartParser

# Five files of 25 MB; a larger one is refused before a byte of it is read.
MAX_UPLOAD_BYTES = 130 * 1024 * 1024
SURROGATE = re.compile(r"[\ud800-\udfff]")


class TooLargeError(APIException):
    """The body is larger than anything we would read."""

    status_code = 413
    default_code = "too_large"
    default_detail = _("Nội dung gửi lên quá lớn.")


class StrictJsonParser(JSONParser):
    """UTF-8 JSON of bounded size; no NaN, no half characters, no bottomless nesting."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The value, or ParseError."""
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        _refuse_longer(parser_context, limit)
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLargeError
        try:
            value = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
            # A lone surrogate can be written as an escape, and stored by nobody.
            has_half = b"\\u" in raw and SURROGATE.search(_flat(value))
        except (ValueError, RecursionError) as error:
            raise ParseError from error
        if has_half:
            raise ParseError
        return value


class BoundedMultiPartParser(MultiPartParser):
    """Forms with files, up to a size."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The fields and files, or ParseError."""
        _refuse_longer(parser_context, MAX_UPLOAD_BYTES)
        return super().parse(stream, media_type, parser_context)


def _refuse_longer(context: Mapping[str, Any] | None, limit: int) -> None:
    request = (context or {}).get("request")
    length = request.headers.get("content-length") if request is not None else None
    if str(length or "").isdigit() and int(length or 0) > limit:
        raise TooLargeError


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
