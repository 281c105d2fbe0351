"""Lets reports with lone surrogates pass between test processes, which exchange UTF-8."""

from collections.abc import Generator
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Generator[None, Any, Any]:
    """A log line or an example of a failing test may hold ``\\ud800``; it goes as these six characters."""
    return plain((yield))


def plain(data: Any) -> Any:
    """The same lists and dicts with strings that can be encoded."""
    if isinstance(data, str):
        return data.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(data, dict):
        return {plain(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return type(data)(plain(part) for part in data)
    return data
