"""A camera that shows one picture: what a phone sees when it is held before a label."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import segno
from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 640, 480
FRAMES = 10
GREY = 128
WHITE, BLACK = 235, 16
# The rest of the flags is as for every other browser of the tests.
WITH_CAMERA = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


@contextmanager
def phone_before(
    words: str, browser: Browser, folder: Path, *, url: str
) -> Iterator[Page]:
    """A phone whose camera sees the code of `words`; fails on errors in its console."""
    film = film_of(words, folder)
    known = shutil.which("chromium") or shutil.which("chromium-browser")
    other = browser.browser_type.launch(
        executable_path=known,
        args=[*WITH_CAMERA, f"--use-file-for-fake-video-capture={film}"],
        timeout=60_000,
    )
    page = other.new_context(
        base_url=url, locale="vi", viewport={"width": 360, "height": 740}
    ).new_page()
    page.set_default_timeout(30_000)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    other.close()
    assert errors == []


def film_of(words: str, folder: Path) -> Path:
    """A short film of the code of `words`, as Chromium takes it for a camera."""
    colours = bytes([GREY]) * (WIDTH * HEIGHT // 2)
    head = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
    frame = b"FRAME\n" + bytes(_light(words)) + colours
    film = folder / "label.y4m"
    film.write_bytes(head + frame * FRAMES)
    return film


def photo_of(words: str, folder: Path) -> Path:
    """A picture of the code of `words`, as somebody took it before."""
    photo = folder / "label.png"
    segno.make(words, error="m").save(str(photo), scale=6, border=6)
    return photo


def _light(words: str) -> Iterator[int]:
    """How bright each point is, row by row: the code in the middle of a white wall."""
    code = [list(row) for row in segno.make(words, error="m").matrix]
    side = len(code)
    scale = (HEIGHT * 7 // 10) // side
    left, top = (WIDTH - side * scale) // 2, (HEIGHT - side * scale) // 2
    for y in range(HEIGHT):
        for x in range(WIDTH):
            row, column = (y - top) // scale, (x - left) // scale
            is_inside = 0 <= row < side and 0 <= column < side
            yield BLACK if is_inside and code[row][column] else WHITE
