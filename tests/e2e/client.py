"""A program that uses the API as others would: over HTTP, with a token."""

import json
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError

TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Client:
    """Speaks JSON to the system."""

    url: str
    key: str = ""

    def get(self, path: str) -> tuple[int, Any]:
        """Status and answer."""
        return self._ask(urllib.request.Request(f"{self.url}{path}"))

    def post(self, path: str, body: Mapping[str, object]) -> tuple[int, Any]:
        """Status and answer."""
        return self._ask(
            urllib.request.Request(
                f"{self.url}{path}",
                data=json.dumps(body).encode(),
                headers={"Content-Type": "application/json"},
            )
        )

    def _ask(self, request: urllib.request.Request) -> tuple[int, Any]:
        if self.key:
            request.add_header("Authorization", f"Token {self.key}")
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:
                return answer.status, json.load(answer)
        except HTTPError as refusal:
            return refusal.code, json.load(refusal)
