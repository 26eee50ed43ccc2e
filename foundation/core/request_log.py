"""What the logs say of a request: its address, without the key that may stand in it."""

import logging
import re
from typing import Any

# Where the part after the prefix lets in whoever knows it: one-time links to sign in or
# to choose a password, the links to a case, a survey and a file, the label on a device.
SECRET_PLACE = re.compile(
    r"(/(?:sign-in/link|desk/password|live/t|t|s|w|files|attachments)/)[^/?#\s\"']+"
)


# The key of a device's label, where it stands beside the number in a query.
SECRET_VALUE = re.compile(r"([?&]key=)[^&#\s\"']+")


def without_secrets(words: str) -> str:
    """The same words; where an address holds a key, an ellipsis stands for it."""
    return SECRET_VALUE.sub(r"\1…", SECRET_PLACE.sub(r"\1…", words))


class SecretAddressFilter(logging.Filter):
    """Keeps keys out of what Django itself says of an address: "Not Found: /t/…/"."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything through, without secrets."""
        record.msg = _cleaned(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_cleaned(value) for value in record.args)
        return True


def _cleaned(value: Any) -> Any:
    return without_secrets(value) if isinstance(value, str) else value
