"""Takes the token out of whatever came back before anybody reads it."""

import html
import json
from urllib.parse import quote

HIDDEN = "•••"
_TAIL_LEAST = 4


class Redaction:
    """Replaces a token, in every spelling an answer may echo it in, by dots. Never shows the token itself."""

    __slots__ = ("_spellings",)

    def __init__(self, token: str) -> None:
        quoted = json.dumps(token)[1:-1]
        spellings = {token, quoted, quoted.replace("/", "\\/"), html.escape(token), quote(token, safe="")}
        self._spellings = sorted(filter(None, spellings), key=len, reverse=True)

    def __repr__(self) -> str:
        return "Redaction(…)"

    def __call__(self, text: str) -> str:
        """The text without the token; a token cut off at the very end is taken out as well."""
        for spelling in self._spellings:
            text = text.replace(spelling, HIDDEN)
        return self._without_tail(text)

    def _without_tail(self, text: str) -> str:
        for spelling in self._spellings:
            for length in range(min(len(spelling) - 1, len(text)), _TAIL_LEAST - 1, -1):
                if text.endswith(spelling[:length]):
                    return text[:-length] + HIDDEN
        return text
