"""How many queries a page may ask: tests/query_budgets.json, which only goes down."""

import json
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BUDGETS: dict[str, int] = json.loads(
    Path(__file__).with_name("query_budgets.json").read_text(encoding="utf-8")
)


def queries_of(client: Client, address: str) -> int:
    """How many queries `address` asks once caches are warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(asked)
