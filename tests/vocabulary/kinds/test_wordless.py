"""What holds words by chance alone is left out of the texts that are searched; what somebody wrote stays."""

import base64
import random

import pytest

from bowstreet.vocabulary.kinds.wordless import GAP, without_runs

RAW = random.Random(7).randbytes(900)
BASE64 = base64.b64encode(RAW).decode()
LINES = "\n".join(BASE64[at : at + 64] for at in range(0, len(BASE64), 64))
HEAD, FOOT = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"
MADE_BY = "Version: GnuPG v2.0.22 (MingW32)"
BLOCK = f"{HEAD}\n{MADE_BY}\n\n{LINES}\n=aB3d\n{FOOT}"
HASHES = [random.Random(number).randbytes(32).hex() for number in range(5)]
FINGERPRINT = "0123456789ABCDEF0123456789ABCDEF01234567"
MONERO = "44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DsLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A"


def words_left(text: str) -> str:
    """Return what is left of a text, without the marks."""
    return without_runs(text).replace(GAP, " ")


@pytest.mark.parametrize(
    "block",
    [
        BLOCK,
        BLOCK.replace("\n", " "),
        BLOCK.replace("\n", ""),
        BLOCK.replace("\n", "\r\n"),
        BLOCK.replace("\n", "<br>"),
        "\n".join(f"> {line}" for line in BLOCK.splitlines()),
        f"{HEAD}\n{MADE_BY}\n\n" + "\n".join(BASE64[at : at + 16] for at in range(0, len(BASE64), 16)) + f"\n{FOOT}",
        BLOCK.replace("-----", "———"),
        BLOCK.replace("PUBLIC KEY BLOCK", "MESSAGE"),
        BLOCK.removesuffix(f"\n{FOOT}"),
        BLOCK.removesuffix(f"\n=aB3d\n{FOOT}"),
    ],
)
def test_the_body_of_an_armour_goes_and_the_words_about_it_stay(block: str) -> None:
    left = words_left(f"before it\n{block}\nand do write soon to the harbour")
    assert not any(BASE64[at : at + 8] in left for at in range(0, len(BASE64), 8))
    for kept in ("before it", "BEGIN PGP", "GnuPG v2.0.22 (MingW32)", "and do write soon to the harbour"):
        assert kept in left


def test_what_was_signed_in_clear_stays_and_its_signature_goes() -> None:
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nWe move to the quay.\n{BLOCK}"
    left = words_left(signed.replace("PUBLIC KEY BLOCK", "SIGNATURE"))
    assert "We move to the quay." in left and BASE64[:60] not in left


@pytest.mark.parametrize(
    "run",
    [BASE64, LINES, f"{LINES[:700]}\naB==", RAW.hex(), f"data:image/png;base64,{BASE64}", LINES.replace("\n", " ")],
)
def test_long_runs_go_without_an_armour_too(run: str) -> None:
    left = words_left(f"a picture: {run} of the quay")
    assert left.split()[:2] == ["a", "picture:"] and left.endswith("of the quay")
    assert len(left) < 60


@pytest.mark.parametrize("text", [
    "", "x", f"my key is {FINGERPRINT}", f"pay to {MONERO} or {HASHES[0]}", "\n".join(HASHES),
    f"transactions {' '.join(HASHES)}", f"https://example.org/{BASE64}", "a" * 500, "A1b" + "-" * 400,
    "MDMA/LSD/2cb/DMT/4mmc/Kush/hash/weed/" * 8, "write" * 60, f"{HEAD} I lost it, antidisestablishmentarianism",
    f"{LINES[:30]}\n{MONERO}", f"{HEAD} is what it begins with, and then {BASE64[:40]} or so", "上海" * 100,
])  # fmt: skip
def test_what_may_be_asked_for_stays(text: str) -> None:
    assert without_runs(text) == text
