"""Putting files into the store, before the message that carries them is written."""

from collections.abc import Sequence

from django.core.files.storage import default_storage

from tickets.file_kinds import Upload
from tickets.files import CleanFile, KeptFile, clean_files

FOLDER = "attachments"


def keep_files(uploads: Sequence[Upload]) -> tuple[KeptFile, ...]:
    """Judge, clean and store the files of one message; refuses all or stores all.

    Call it before the action and outside its transaction: a store may be a network
    away. A file whose message is then refused stays behind unseen and harms nobody.
    """
    return tuple(_keep(file) for file in clean_files(uploads))


def _keep(file: CleanFile) -> KeptFile:
    path = f"{FOLDER}/{file.sha256[:2]}/{file.sha256}"
    # The same content is stored once; what a crash cut short has another size.
    is_there = default_storage.exists(path) and default_storage.size(path) == file.size
    if not is_there:
        path = default_storage.save(path, file.content)
    return KeptFile(file.name, file.content_type, file.size, file.sha256, path)
