"""Loading the modules that register themselves."""

from importlib import import_module
from importlib.util import find_spec


def autodiscover(app: str) -> None:
    """Import `<app>.receivers` where it exists, so that its @on handlers are known."""
    name = f"{app}.receivers"
    if find_spec(name) is not None:
        import_module(name)
