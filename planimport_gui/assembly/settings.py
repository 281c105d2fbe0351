"""What the environment says: data folder, service, token."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from planimport_gui.assembly.folder import data_folder
from planimport_gui.calltouch.address import CALLTOUCH, parse_address

ADDRESS = "PLANIMPORT_API_URL"
TOKEN = "PLANIMPORT_TOKEN"


@dataclass(frozen=True, slots=True)
class Settings:
    """``address`` is the base address of the service in one spelling, ``named`` whether PLANIMPORT_API_URL named it.

    ``token`` is the text of PLANIMPORT_TOKEN, meant for ``address`` and for no other.
    """

    folder: Path
    address: str
    named: bool = False
    token: str | None = field(default=None, repr=False)

    @property
    def elsewhere(self) -> bool:
        """Whether the service is not Calltouch."""
        return self.address != CALLTOUCH


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings of this process. Raises ``calltouch.address.BadAddress``."""
    wish = environment.get(ADDRESS, "").strip()
    address = one_spelling(parse_address(wish).base) if wish else CALLTOUCH
    return Settings(data_folder(environment), address, bool(wish), environment.get(TOKEN) or None)


def one_spelling(address: str) -> str:
    """A checked base address as journal and keyring know it: host in small letters, no usual port."""
    parts = urlsplit(address)
    place = parts.netloc.lower()
    usual = ":443" if parts.scheme == "https" else ":80"
    return f"{parts.scheme}://{place.removesuffix(usual)}{parts.path.rstrip('/')}"
