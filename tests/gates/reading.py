"""What a page asks and reads: its statements, the blocks they touch, and their plans."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.test import Client

LARGE = {"tickets_ticket", "tickets_message", "customers_customer", "events_event"}
# A scan of a large table that no LIMIT ends has to be bounded by one of these.
KEYS = (
    "id",
    "number",
    "access_key",
    "ticket_id",
    "customer_id",
    "unit_id",
    "merged_into_id",
    "parent_id",
    "login_id",
)
EXPLAINED = ("SELECT", "(SELECT", "WITH", "INSERT", "UPDATE", "DELETE")

Plan = dict[str, Any]


@dataclass
class Reading:
    """One page at one size."""

    queries: int = 0
    blocks: int = 0
    # Statements that read a large table whole, or without an end.
    whole: list[str] = field(default_factory=list)
    endless: list[str] = field(default_factory=list)
    # The blocks of each statement, for whoever has to find the dear one.
    dear: list[tuple[int, str]] = field(default_factory=list)
    more: str = ""


def read(client: Client, address: str) -> Reading:
    """Ask for `address` twice, and explain what it asked the second time."""
    client.get(address)
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    found = Reading(queries=len(asked), more=_more(answer))
    for sql, params in asked:
        if sql.lstrip().startswith(EXPLAINED):
            _explain(found, sql, params)
    return found


def _more(answer: Any) -> str:
    context = answer.context
    return context.get("more_url", "") if context is not None else ""


def _explain(found: Reading, sql: str, params: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {sql}", params
        )
        (told,) = cursor.fetchone()
        transaction.set_rollback(True)
    plan: Plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    blocks = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    found.blocks += blocks
    found.dear.append((blocks, sql))
    for node, is_ended in _nodes(plan):
        if node.get("Relation Name") not in LARGE:
            continue
        if node["Node Type"] == "Seq Scan" and node["Actual Loops"]:
            found.whole.append(sql)
        elif not is_ended and not _is_by_key(node):
            found.endless.append(f"{_condition(node)} in {sql}")


def _nodes(plan: Plan, *, is_ended: bool = False) -> Iterator[tuple[Plan, bool]]:
    """Every node, and whether a LIMIT above ends it."""
    is_ended = is_ended or plan["Node Type"] == "Limit"
    yield plan, is_ended
    for part in plan.get("Plans", ()):
        yield from _nodes(part, is_ended=is_ended)


def _is_by_key(node: Plan) -> bool:
    return any(f"({key} = " in _condition(node) for key in KEYS)


def _condition(node: Plan) -> str:
    parts = (node.get("Index Cond"), node.get("Recheck Cond"), node.get("TID Cond"))
    return next((part for part in parts if part), node["Node Type"])
