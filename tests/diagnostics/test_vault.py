"""No way of writing a secret down gets past the vault."""

import base64
import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.diagnostics import SecretVault

PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
SECRETS = st.text(PRINTABLE, min_size=8, max_size=80)

WRITINGS: list[Callable[[str], str]] = [
    str,
    repr,
    lambda secret: repr(secret.encode()),
    lambda secret: quote(secret),
    lambda secret: quote(secret, safe=""),
    lambda secret: quote(secret, safe="").lower(),
    lambda secret: quote_plus(secret),
    lambda secret: quote(quote(secret, safe=""), safe=""),
    lambda secret: urlencode({"token": secret}),
    json.dumps,
    lambda secret: json.dumps({"a": [secret]}),
    lambda secret: json.dumps(json.dumps(secret)),
    html.escape,
    lambda secret: base64.b64encode(secret.encode()).decode(),
    lambda secret: base64.b64encode(f"u:{secret}".encode()).decode(),
    lambda secret: base64.b64encode(f"ab{secret}cd".encode()).decode(),
    lambda secret: base64.b64encode(f"abcd{secret}".encode()).decode(),
    lambda secret: base64.urlsafe_b64encode(f"user:{secret}:x".encode()).decode(),
    lambda secret: secret.encode().hex(),
    lambda secret: secret.encode().hex().upper(),
]


def gives_away(written: str, text: str) -> bool:
    """Whether eight characters in a row of ``written`` stand in ``text``."""
    return any(written[start : start + 8] in text for start in range(len(written) - 7))


@given(SECRETS, st.sampled_from(WRITINGS), st.text(max_size=30), st.text(max_size=30))
def test_no_piece_of_a_secret_passes(secret: str, write: Callable[[str], str], before: str, after: str) -> None:
    vault = SecretVault()
    vault.register(secret)
    redacted = vault.redact(before + write(secret) + after)
    assert not gives_away(secret, redacted)


@given(SECRETS, st.data())
def test_a_part_of_a_secret_is_hidden_too(secret: str, data: st.DataObject) -> None:
    vault = SecretVault()
    vault.register(secret)
    start = data.draw(st.integers(0, len(secret) - 8))
    end = data.draw(st.integers(start + 8, len(secret)))
    assert not gives_away(secret, vault.redact(f"token {secret[start:end]}…"))


@pytest.mark.parametrize("secret", ["aB3\"x'\\q/+&<9z%=~Kd7?mN1", "a\"b\\c'd&e\"f\\g'h&i\"j\\k'l&m"])
@pytest.mark.parametrize("write", WRITINGS)
def test_every_writing_of_an_awkward_secret_vanishes(write: Callable[[str], str], secret: str) -> None:
    vault = SecretVault()
    vault.register(secret)
    written = write(secret)
    assert secret not in vault.redact(written)
    assert written not in vault.redact(f"<<{written}>>")


@given(st.lists(SECRETS, min_size=2, max_size=4), st.permutations(range(4)))
def test_several_secrets_are_hidden_together(secrets: list[str], order: list[int]) -> None:
    vault = SecretVault()
    for secret in secrets:
        vault.register(secret)
    text = "".join(secrets[place] for place in order if place < len(secrets))
    redacted = vault.redact(text)
    assert not any(gives_away(secret, redacted) for secret in secrets)


def test_a_short_secret_is_hidden_whole() -> None:
    vault = SecretVault()
    vault.register("k7Q")
    assert vault.redact("it is k7Q, indeed") == "it is •••, indeed"


def test_an_empty_secret_hides_nothing() -> None:
    vault = SecretVault()
    vault.register("")
    assert vault.redact("all of it") == "all of it"


@pytest.mark.parametrize(
    "line",
    [
        "Access-Token: never-registered",
        "access-token:never-registered",
        "{'Access-Token': 'never-registered', 'SiteId': '1'}",
        '{"Access-Token": "never-registered"}',
        r"{\"Access-Token\": \"never-registered\"}",
        "[('Access-Token', 'never-registered')]",
        "b'Access-Token': b'never-registered'",
        "access_token=never-registered",
        "Authorization: Basic never-registered",
        "Proxy-Authorization: Bearer never-registered",
        "http://somebody:never-registered@proxy.example:8080/",
        "Cannot connect to https://never-registered@proxy.example",
    ],
)
def test_headers_and_addresses_hide_what_was_never_registered(line: str) -> None:
    assert "never-registered" not in SecretVault().redact(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "batch 3 accepted, log 127",
        "Access token не найден",
        "https://api.calltouch.ru/report-service/RestAPI/api/plans-import/add",
        "строка 15: «Уник. лиды»",
    ],
)
def test_everything_else_stays(line: str) -> None:
    vault = SecretVault()
    vault.register("fictional-token-1a2b3c4d")
    assert vault.redact(line) == line
