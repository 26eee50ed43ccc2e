from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from foundation.notifications import notice_kinds as notice_kinds_module, rendering
from foundation.notifications.channels.memory import MemoryChannel, memory
from foundation.notifications.enums import Channel

Letters = Callable[..., None]


@pytest.fixture
def outside(settings: Settings) -> Iterator[MemoryChannel]:
    """The world outside: what arrived there is in `.sent`."""
    path = "foundation.notifications.channels.memory.memory"
    settings.MESSAGE_CHANNELS = {Channel.EMAIL: path, Channel.SMS: path}
    yield memory
    memory.sent.clear()
    memory.errors.clear()


@pytest.fixture
def letters(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Letters]:
    """Writes the files of a message template: letters("name", subject="…", body="…")."""
    real = settings.BASE_DIR / "templates"
    (tmp_path / "layouts").symlink_to(real / "layouts")
    (tmp_path / "emails").mkdir()
    (tmp_path / "emails" / "_from_text.html").symlink_to(
        real / "emails" / "_from_text.html"
    )
    monkeypatch.setattr(rendering, "TEMPLATES", tmp_path)
    rendering.engine.cache_clear()

    def write(name: str, **files: str) -> None:
        folder = tmp_path / "emails" / name
        folder.mkdir(exist_ok=True)
        for part, words in files.items():
            ending = "html" if part == "html" else "txt"
            stem = "body" if part == "html" else part
            (folder / f"{stem}.{ending}").write_text(words)

    yield write
    rendering.engine.cache_clear()


@pytest.fixture(autouse=True)
def notice_kinds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Registers a kind for one test: notice_kinds("test-quiet", mail=False)."""
    monkeypatch.setattr(notice_kinds_module, "_kinds", {})

    def register(code: str, **fields: Any) -> None:
        values: dict[str, Any] = {
            "label": f"Loại {code}",
            "icon": "timer",
            "words": lambda data: f"Phiếu {data['number']} sắp tới hạn",
            **fields,
        }
        notice_kinds_module.register(code, **values)

    register("test-due")
    return register
