from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from foundation.notifications import rendering
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
