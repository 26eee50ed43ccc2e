"""Outgoing mail as files, where no SMTP server is configured."""

import os
import re
from pathlib import Path

from foundation.notifications.channels.mail import email_of
from foundation.notifications.channels.protocol import Letter, TemporaryError


class FileStore:
    """One .eml file per message, named after its Message-ID: a retry is the same file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, letter: Letter) -> None:
        """Put the letter into the folder, whole or not at all."""
        content = email_of(letter).message().as_bytes()
        name = re.sub(r"[^\w.-]", "_", letter.message_id.strip("<>"), flags=re.ASCII)
        draft = self.folder / f".{name}.{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(content)
            draft.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise TemporaryError(str(error)) from error
