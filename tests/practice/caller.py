"""A plain client of the practice service, on http.client alone."""

import json
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

HEADERS = {"Access-Token": "practice-token", "SiteId": "12345", "Content-Type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """An answer's code, headers and body."""

    code: int
    headers: dict[str, str]
    body: bytes

    @property
    def document(self) -> Any:
        return json.loads(self.body)

    @property
    def data(self) -> Any:
        return self.document["data"]

    @property
    def violations(self) -> list[tuple[str, str]]:
        listed = self.data["validationErrorData"]["violations"]
        return [(one["fieldPath"], one["message"]) for one in listed]


class Caller:
    """Sends each request over a connection of its own."""

    def __init__(self, address: str, headers: dict[str, str] | None = None, tls: ssl.SSLContext | None = None) -> None:
        self.parts = urlsplit(address)
        self.headers = HEADERS if headers is None else headers
        self.tls = tls

    def connection(self) -> HTTPConnection:
        host, port = self.parts.hostname or "", self.parts.port
        if self.parts.scheme == "https":
            return HTTPSConnection(host, port, timeout=10, context=self.tls)
        return HTTPConnection(host, port, timeout=10)

    def send(self, path: str, body: bytes | None = None, method: str = "POST") -> Answer:
        connection = self.connection()
        try:
            connection.request(method, self.parts.path + path, body, self.headers)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.headers), answer.read())
        finally:
            connection.close()

    def add(self, items: object) -> Answer:
        return self.send("/plans-import/add", json.dumps({"items": items}).encode())

    def status(self, log_id: int) -> Answer:
        return self.send(f"/plans-import/{log_id}/status")

    def delete(self, log_ids: object) -> Answer:
        return self.send("/users-import/delete", json.dumps({"importLogIds": log_ids}).encode())

    def accepted(self, items: object) -> int:
        """Add and answer the log id."""
        answer = self.add(items)
        assert answer.code == 200, answer
        return answer.data["importLogId"]

    def state(self) -> dict:
        connection = self.connection()
        try:
            connection.request("GET", "/practice/state")
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


def plan(value: int = 1, **changes: object) -> dict:
    """A valid item; ``changes`` replace or, with ``...``, take away its fields."""
    item = {
        "dateFrom": "01-04-2021",
        "dateTo": "30-04-2021",
        "source": "yandex",
        "medium": "cpc",
        "metric": {"type": "Лиды", "name": "Все лиды", "value": value},
    } | changes
    return {name: given for name, given in item.items() if given is not ...}


def metric(**changes: object) -> dict:
    """A valid item with its metric changed likewise."""
    whole = {"type": "Лиды", "name": "Все лиды", "value": 1} | changes
    return plan(metric={name: given for name, given in whole.items() if given is not ...})


def as_tuple(item: dict) -> tuple:
    """The item as the service counts it."""
    names = ("dateFrom", "dateTo", "source", "medium", "campaign", "content", "keyword")
    return (*(item.get(name, "") for name in names), *item["metric"].values())
