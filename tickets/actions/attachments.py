"""Putting files into the store, before the message that carries them is written."""

from collections.abc import Sequence

from django.core.files.storage import default_storage

from tickets.file_kinds import Upload
from tickets.files import CleanFile, KeptFile, clean_files, preview_path

FOLDER = "attachments"


def keep_files(uploads: Sequence[Upload]) -> tuple[KeptFile, ...]:
    """Judge, clean and store the files of one message; refuses all or stores all.

    Call it before the action and outside its transaction: a store may be a network
    away. A file whose message is then refused stays behind unseen and harms nobody.
    """
    return tuple(_keep(file) for file in clean_files(uploads))


def _keep(file: CleanFile) -> KeptFile:
    path = f"{FOLDER}/{file.sha256[:2]}/{file.sha256}"
    if not _is_there(path, file.content):
        path = default_storage.save(path, file.content)
    if file.preview is not None:
        _keep_preview(preview_path(file.sha256), file.preview)
    return KeptFile(file.name, file.content_type, file.size, file.sha256, path)


def _keep_preview(path: str, preview: Upload) -> None:
    """Under the name by which it is found; without one the file itself is shown."""
    if not _is_there(path, preview):
        default_storage.delete(path)
        default_storage.save(path, preview)


def _is_there(path: str, content: Upload) -> bool:
    """The same content is stored once; what a crash cut short has another size."""
    return default_storage.exists(path) and default_storage.size(path) == content.size
