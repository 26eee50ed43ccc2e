from typing import Any

import pytest

from aftersales.checks import stop_if_refused


def test_a_web_server_that_would_show_the_demo_to_strangers_ends(settings: Any) -> None:
    settings.DEMO, settings.DEBUG, settings.DEMO_FORCE = True, False, False
    settings.BASE_URL = "https://hongha.example"

    with pytest.raises(SystemExit, match=r"hongha\.example"):
        stop_if_refused()
