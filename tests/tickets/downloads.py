"""Reading a file as a browser or a program does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client


@dataclass(frozen=True)
class Got:
    """An answer that was read to the end and closed, as a server would."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def get(client: Client, path: str, **headers: str) -> Got:
    response = client.get(path, headers=headers)
    body = response.getvalue()
    # response.close() would close the test's database connection as well.
    resources: Any = response
    [close() for close in resources._resource_closers]
    return Got(response.status_code, response.headers, body)
