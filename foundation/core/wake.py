"""Waking the workers: a hint, never a promise."""


def wake(task_name: str, *args: int) -> None:
    """Publish a task by name; best effort."""
