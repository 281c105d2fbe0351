"""What people paste where a token or an «ID личного кабинета» belongs."""

import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.facts.failures import SiteTrouble, TokenTrouble
from planimport_gui.tokens import Token, check_site, check_token

TOKEN = "fictional-token-1a2b3c4d"


@pytest.mark.parametrize(
    "pasted",
    [TOKEN, f"  {TOKEN}\r\n", f"\u00a0{TOKEN}\u200b", f"\ufeff{TOKEN}\t"],
)
def test_what_surrounds_a_token_is_trimmed(pasted: str) -> None:
    assert check_token(pasted) == Token(TOKEN)


@pytest.mark.parametrize(
    ("pasted", "trouble"),
    [
        ("", TokenTrouble.EMPTY),
        (" \n\u200b", TokenTrouble.EMPTY),
        ("abc def", TokenTrouble.BLANKS),
        ("abc\ndef", TokenTrouble.BLANKS),
        ("abc\u00a0def", TokenTrouble.BLANKS),
        ("tоken", TokenTrouble.NOT_ASCII),
        ("abc\x00def", TokenTrouble.NOT_ASCII),
        ("abc\x7fdef", TokenTrouble.NOT_ASCII),
        ("abc\u200bdef", TokenTrouble.NOT_ASCII),
        ("a" * 1281, TokenTrouble.TOO_LONG),
    ],
)
def test_text_that_is_no_token(pasted: str, trouble: TokenTrouble) -> None:
    assert check_token(pasted) is trouble


def test_the_longest_token_windows_keeps_is_taken() -> None:
    assert check_token("a" * 1280) == Token("a" * 1280)


@given(st.text())
def test_a_token_that_passes_can_stand_in_a_header(pasted: str) -> None:
    checked = check_token(pasted)
    if isinstance(checked, Token):
        text = checked.reveal()
        assert text in pasted
        assert 0 < len(text) <= 1280
        assert all("!" <= character <= "~" for character in text)


@pytest.mark.parametrize(("pasted", "site"), [("12345", "12345"), (" 12345\n", "12345"), ("0012", "0012")])
def test_digits_are_an_id(pasted: str, site: str) -> None:
    assert check_site(pasted) == site


@pytest.mark.parametrize(
    ("pasted", "trouble"),
    [
        ("", SiteTrouble.EMPTY),
        ("  ", SiteTrouble.EMPTY),
        ("a1b2c3d4", SiteTrouble.COUNTER),
        ("abcdef", SiteTrouble.COUNTER),
        ("12 345", SiteTrouble.NOT_DIGITS),
        ("12345.0", SiteTrouble.NOT_DIGITS),
        ("-1", SiteTrouble.NOT_DIGITS),
        ("１２３", SiteTrouble.NOT_DIGITS),
        ("12\r\nAccess-Token", SiteTrouble.NOT_DIGITS),
    ],
)
def test_text_that_is_no_id(pasted: str, trouble: SiteTrouble) -> None:
    assert check_site(pasted) is trouble


def test_a_token_does_not_show_itself() -> None:
    token = Token(TOKEN)
    shown = [repr(token), str(token), f"{token}", f"{token!r:>40}"[-40:], "{} {!r}".format(*[token] * 2), repr([token])]
    try:
        raise ValueError(token)
    except ValueError:
        shown.append(traceback.format_exc())
    assert not [text for text in shown if TOKEN in text]
    assert token.reveal() == TOKEN


def test_a_token_cannot_be_pickled() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Token(TOKEN))


def test_tokens_compare_by_their_text() -> None:
    assert Token(TOKEN) == Token(TOKEN)
    assert hash(Token(TOKEN)) == hash(Token(TOKEN))
    assert Token(TOKEN) != Token("another")
    assert Token(TOKEN) != TOKEN
