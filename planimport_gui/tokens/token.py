"""A token that never shows itself by accident, and the checks of what people type."""

from typing import NoReturn

from planimport_gui.facts.failures import SiteTrouble, TokenTrouble

LONGEST = 1280
"""Characters of a secret that Windows keeps (2,560 bytes of UTF-16)."""

_PASTED_ALONG = " \t\r\n\f\v\u00a0\u2007\u202f\u200b\u200c\u200d\u2060\ufeff"
"""Blanks and invisible characters that come along at the ends of text copied from a web page."""


class Token:
    """An API token. Only ``reveal`` gives its text; printing, logging and pickling do not."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The token itself, for the header of a request or the keyring."""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Token) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Token(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token is never written down")


def check_token(text: str) -> Token | TokenTrouble:
    """A token as typed or pasted, without what surrounds it.

    Calltouch names no format; printable ASCII is what a header can carry.
    """
    token = text.strip(_PASTED_ALONG)
    if not token:
        return TokenTrouble.EMPTY
    if any(character.isspace() for character in token):
        return TokenTrouble.BLANKS
    if not (token.isascii() and token.isprintable()):
        return TokenTrouble.NOT_ASCII
    if len(token) > LONGEST:
        return TokenTrouble.TOO_LONG
    return Token(token)


def check_site(text: str) -> str | SiteTrouble:
    """The digits of an «ID личного кабинета» as typed or pasted.

    Letters and digits are the «ID счётчика», which stands on the same page.
    """
    site = text.strip(_PASTED_ALONG)
    if not site:
        return SiteTrouble.EMPTY
    if not (site.isascii() and site.isalnum()):
        return SiteTrouble.NOT_DIGITS
    return site if site.isdigit() else SiteTrouble.COUNTER
