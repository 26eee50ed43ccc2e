"""Where the embedded servers listen, and what the running system was started with.

Settings import this module, so it knows nothing of Django.
"""

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
DATABASE = "aftersales"  # the name of the database and of its owner

# Below the range from which Linux and macOS hand out ports to outgoing connections.
POSTGRES_PORTS = range(21000, 25000)
VALKEY_PORTS = range(26000, 30000)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The two addresses that settings need."""

    database_url: str
    redis_url: str


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What `make run` wrote down about itself; kept after it stops, for its secrets."""

    postgres_port: int
    valkey_port: int
    password: str
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def endpoints(self) -> Endpoints:
        credentials = f"{DATABASE}:{self.password}" if self.password else DATABASE
        broker = f":{self.password}@" if self.password else ""
        return Endpoints(
            f"postgres://{credentials}@127.0.0.1:{self.postgres_port}/{DATABASE}",
            f"redis://{broker}127.0.0.1:{self.valkey_port}/0",
        )


def data_dir() -> Path:
    """The folder of everything the system stores."""
    return Path(os.environ.get("DATA_DIR") or REPOSITORY / ".data").resolve()


def digest(path: Path) -> str:
    """A short name for `path`, the same at every start."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def default_ports(folder: Path) -> tuple[int, int]:
    """The ports that a system with its data in `folder` tries first."""
    number = int(digest(folder), 16)
    return (
        POSTGRES_PORTS[number % len(POSTGRES_PORTS)],
        VALKEY_PORTS[number % len(VALKEY_PORTS)],
    )


def run_file(folder: Path) -> Path:
    return folder / "run" / "endpoints.json"


def read_run(folder: Path) -> RunRecord | None:
    """What the last `make run` on this folder wrote down, if it can be read."""
    try:
        return RunRecord(**json.loads(run_file(folder).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def discover() -> Endpoints:
    """Where the embedded servers are, or would be if they were started."""
    folder = data_dir()
    record = read_run(folder)
    if record is None:
        record = RunRecord(*default_ports(folder), password="")
    return record.endpoints


def secret_key(folder: Path | None = None) -> str:
    """The key this installation made for itself, made now if there is none yet."""
    path = (folder or data_dir()) / "secret_key"
    if not path.exists():
        path.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        draft = private_draft(path, secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):  # another process was first
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()


def private_draft(path: Path, text: str) -> Path:
    """A complete file beside `path` that its owner alone may read."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
    return draft


def write_run(folder: Path, record: RunRecord) -> None:
    """Replace the run file in one step."""
    path = run_file(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    private_draft(path, json.dumps(asdict(record), indent=1)).replace(path)
