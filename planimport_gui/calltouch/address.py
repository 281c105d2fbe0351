"""The service's base address: which ones may be spoken to, and which are this computer's own."""

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

CALLTOUCH = "https://api.calltouch.ru/report-service/RestAPI/api"
"""The real base address, from the API article."""

_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:/[a-z0-9._~/-]*)?",
    re.IGNORECASE,
)


class AddressTrouble(StrEnum):
    """Why an address cannot be used."""

    MALFORMED = "malformed"
    """Not ``https://host[:port][/path]``: a user name, a query or an odd character is in it."""
    NOT_SECURE = "notSecure"
    """Plain http to another computer: the token would be readable on the way."""


class BadAddress(ValueError):
    """A base address that cannot be used. The address itself may hold a secret and is not in the text."""

    def __init__(self, trouble: AddressTrouble) -> None:
        super().__init__(f"service address: {trouble.value}")
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Address:
    """A checked base address without a slash at its end."""

    base: str
    loopback: bool


def parse_address(text: str) -> Address:
    """Checks a base address up to ``…/RestAPI/api``. Raises BadAddress."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or not _port_possible(match[0]):
        raise BadAddress(AddressTrouble.MALFORMED)
    loopback = _is_loopback(match["host"])
    if match["scheme"].lower() == "http" and not loopback:
        raise BadAddress(AddressTrouble.NOT_SECURE)
    return Address(match[0].rstrip("/"), loopback)


def _port_possible(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
