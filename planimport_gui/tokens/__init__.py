"""API tokens in the keyring of the operating system."""

from planimport_gui.tokens.keyring_store import TokenStore
from planimport_gui.tokens.token import Token, check_site, check_token

__all__ = ["Token", "TokenStore", "check_site", "check_token"]
