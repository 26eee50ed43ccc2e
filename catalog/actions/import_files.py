"""A file of purchases is brought, confirmed, stopped and taken up again."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog import verbs
from catalog.enums import ImportState
from catalog.errors import ImportFileError, ImportStateError
from catalog.models import PurchaseImport
from foundation.accounts.models import User
from foundation.core.actor import Actor
from foundation.core.db import locked
from foundation.core.text import clean_line
from foundation.core.wake import wake
from foundation.events.actions import record

if TYPE_CHECKING:
    from django.core.files import File

FOLDER = "imports"
TASK = "catalog.run_imports"
# Some 150,000 rows: a year of a large shop. Beyond, a file is cut in two.
MAX_BYTES = 20 * 1024 * 1024
MAX_NAME = 150
UNDER_WAY = (ImportState.CHECKING, ImportState.IMPORTING)
STOPPABLE = (*UNDER_WAY, ImportState.CHECKED)


@dataclass(frozen=True, slots=True)
class KeptCsv:
    """A file in the store, under its hash."""

    name: str
    sha256: str
    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Bringing:
    """How a file is to be read: its shop's name where the file has none, the language
    of the reader, and whether unknown products are entered."""

    source: str
    locale: str
    creates_products: bool


def keep_csv(upload: "File[bytes]") -> KeptCsv:
    """Put a file into the store; refuses an empty one and one that is too large.

    Outside any transaction: the store may be a network away.
    """
    size = upload.size or 0
    name = clean_line(PurePath(upload.name or "").name)[-MAX_NAME:] or "don-mua.csv"
    if not size:
        raise ImportFileError(_("Tệp rỗng."), field="file")
    if size > MAX_BYTES:
        raise ImportFileError(_("Tệp lớn hơn 20 MB. Hãy chia làm hai."), field="file")
    digest = sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    key = digest.hexdigest()
    path = f"{FOLDER}/{key[:2]}/{key}"
    # The same content is stored once; what a crash cut short has another size.
    is_there = default_storage.exists(path) and default_storage.size(path) == size
    if not is_there:
        path = default_storage.save(path, upload)
    return KeptCsv(name, key, path, size)


@transaction.atomic
def bring_import(
    kept: KeptCsv, how: Bringing, *, actor: Actor, by: User, at: datetime
) -> PurchaseImport:
    """Have a file read through; nothing is imported before somebody confirms it.

    The same file brought again while it is under way is the same import.
    """
    locked(by)
    unfinished = PurchaseImport.objects.filter(
        sha256=kept.sha256,
        source=how.source,
        creates_products=how.creates_products,
        brought_by=by,
        state__in=STOPPABLE,
    )
    if known := unfinished.first():
        return known
    brought = PurchaseImport.objects.create(
        name=kept.name,
        sha256=kept.sha256,
        path=kept.path,
        size=kept.size,
        source=how.source,
        creates_products=how.creates_products,
        preview={"locale": how.locale},
        brought_by=by,
        created_at=at,
    )
    _note(brought, verbs.IMPORT_BROUGHT, actor, at)
    return brought


@transaction.atomic
def confirm_import(
    brought: PurchaseImport, *, actor: Actor, at: datetime
) -> PurchaseImport:
    """Let a file that was read through be imported; refused anywhere else."""
    brought = locked(brought)
    if brought.state != ImportState.CHECKED:
        raise ImportStateError
    # What the reading counted is counted anew, by what is really done.
    brought.broken_rows.all().delete()
    brought.state, brought.confirmed_at = ImportState.IMPORTING, at
    brought.cursor = brought.n_new = brought.n_known = brought.n_broken = 0
    brought.finished_at = None
    brought.save()
    _note(brought, verbs.IMPORT_CONFIRMED, actor, at)
    return brought


@transaction.atomic
def stop_import(
    brought: PurchaseImport, *, actor: Actor, at: datetime
) -> PurchaseImport:
    """Stop after the piece in hand; what was imported stays. Refused once it is over."""
    brought = locked(brought)
    if brought.state not in STOPPABLE:
        raise ImportStateError
    brought.state, brought.finished_at = ImportState.CANCELLED, at
    brought.save(update_fields=["state", "finished_at"])
    _note(brought, verbs.IMPORT_STOPPED, actor, at)
    return brought


@transaction.atomic
def resume_import(
    brought: PurchaseImport, *, actor: Actor, at: datetime
) -> PurchaseImport:
    """Go on behind the last line done; refused where nothing was stopped."""
    brought = locked(brought)
    if brought.state != ImportState.CANCELLED:
        raise ImportStateError
    is_confirmed = brought.confirmed_at is not None
    brought.state = ImportState.IMPORTING if is_confirmed else ImportState.CHECKING
    brought.finished_at = None
    brought.save(update_fields=["state", "finished_at"])
    _note(brought, verbs.IMPORT_RESUMED, actor, at)
    return brought


def opened(brought: PurchaseImport) -> IO[bytes]:
    """The file itself, from the store."""
    return default_storage.open(brought.path)


def _note(brought: PurchaseImport, verb: str, actor: Actor, at: datetime) -> None:
    record(brought, verb, actor=actor, at=at, cursor=brought.cursor)
    if brought.state in UNDER_WAY:
        transaction.on_commit(lambda: wake(TASK), robust=True)
