"""Whom the servers run as: PostgreSQL refuses root, and Valkey should not have it."""

import os
import pwd
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aftersales.embedded.endpoints import digest
from aftersales.embedded.errors import AccountError

UNPRIVILEGED = ("nobody", "daemon")  # every Linux has one; neither can sign in

# Where root puts what an unprivileged user must reach, when it cannot reach it in place.
STATE_HOMES = (Path("/var/lib/aftersales"), Path("/var/tmp/aftersales"))  # noqa: S108  # root's own folder inside, checked


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged user that root lends a server."""

    uid: int
    gid: int

    def can_enter(self, path: Path) -> bool:
        """Whether this user gets through every folder above `path` and into it."""
        child = os.fork()
        if child == 0:
            try:
                os.setgroups([])
                os.setgid(self.gid)
                os.setuid(self.uid)
                os._exit(0 if os.access(path, os.X_OK) else 1)
            finally:
                os._exit(2)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if code == 2:
            raise AccountError(
                "PostgreSQL does not run as root, and this machine does not allow a change "
                "of user. Start as an ordinary user, or set DATABASE_URL and REDIS_URL."
            )
        return code == 0


def account_for(folder: Path) -> Account | None:
    """Who serves the data in `folder`: its owner, a lent account, or (None) ourselves."""
    if os.geteuid() != 0:
        return None
    if folder.exists() and (owner := folder.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    for name in UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid)
    raise AccountError("There is no user 'nobody' to run PostgreSQL as; create one.")


def reachable_folder(wanted: Path, account: Account | None) -> Path:
    """`wanted`, or a folder that stands in for it where `account` could not get to it.

    The mode of a parent folder is nobody's to change, so the data go to a folder of
    their own, and `wanted` becomes a link to it: the next start follows the link.
    """
    if wanted.is_symlink():
        return wanted.readlink()
    wanted.parent.mkdir(parents=True, exist_ok=True)
    if account is None or account.can_enter(wanted.parent):
        return wanted
    stand_in = state_home(account) / digest(wanted) / wanted.name
    with _open_to_others():
        stand_in.parent.mkdir(mode=0o711, exist_ok=True)
    if wanted.exists():  # the repository was moved below a closed folder
        shutil.move(wanted, stand_in)
    wanted.symlink_to(stand_in)
    return stand_in


def state_home(account: Account) -> Path:
    """A folder that belongs to root and that `account` can walk through."""
    for home in STATE_HOMES:
        try:
            with _open_to_others():
                home.mkdir(mode=0o711, parents=True, exist_ok=True)
        except OSError:
            continue
        if (
            home.stat().st_uid == 0
            and not home.is_symlink()
            and account.can_enter(home.parent)
        ):
            return home
    raise AccountError("Neither /var/lib nor /var/tmp can hold the servers' data.")


@contextmanager
def _open_to_others() -> Iterator[None]:
    """Make folders that others may walk through, whatever our own files are like."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def reachable_copy(tree: Path, parts: tuple[str, ...], account: Account | None) -> Path:
    """`tree`, or a copy of the named parts of it where `account` can run programs."""
    if account is None or account.can_enter(tree / parts[0]):
        return tree
    stamp = digest(tree / str((tree / parts[0]).stat().st_mtime_ns))
    copy = state_home(account) / f"programs-{stamp}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(dir=copy.parent))
        with _open_to_others():
            for part in parts:
                shutil.copytree(tree / part, draft / part, symlinks=True)
        draft.chmod(0o755)
        try:
            draft.rename(copy)
        except OSError:  # another start was first
            shutil.rmtree(draft)
    return copy


def throwaway_folder(prefix: str, account: Account | None) -> Path:
    """A new temporary folder that `account` can reach; the caller removes it."""
    for parent in (Path(tempfile.gettempdir()), Path("/tmp"), None):  # noqa: S108  # mkdtemp inside it
        home = parent or (state_home(account) if account else None)
        if home and (account is None or account.can_enter(home)):
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=home))
            folder.chmod(0o711)
            return folder
    raise AccountError("No temporary folder can be reached by the servers' user.")
