"""Keys made here are read back, whatever happens to their armour; what is no key is refused with a sentence.

Packets are built by hand after RFC 4880 and RFC 9580; fingerprints are computed once more by their formulas.
"""

import base64
import hashlib
import quopri
import random
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bowstreet.formats.pgp import armour, packets
from bowstreet.formats.pgp.reading import Key, UnreadableKey, find_blocks, read_keys

MADE = 1_400_000_000
BEGIN, END = "-----BEGIN PGP PUBLIC KEY BLOCK-----", "-----END PGP PUBLIC KEY BLOCK-----"


def mpi(number: int) -> bytes:
    return number.bit_length().to_bytes(2, "big") + number.to_bytes((number.bit_length() + 7) // 8, "big")


def rsa(seed: int, version: int = 4, bits: int = 2048, exponent: int = 65537) -> bytes:
    modulus = random.Random(seed).getrandbits(bits) | 1 << bits - 1 | 1
    days = b"\0\0" if version == 3 else b""
    material = mpi(modulus) + mpi(exponent)
    length = len(material).to_bytes(4, "big") if version > 4 else b""
    return bytes([version]) + MADE.to_bytes(4, "big") + days + b"\x01" + length + material


def packet(tag: int, body: bytes) -> bytes:
    return bytes([0x80 | tag << 2 | 1]) + len(body).to_bytes(2, "big") + body


def new_packet(tag: int, body: bytes) -> bytes:
    return bytes([0xC0 | tag]) + b"\xff" + len(body).to_bytes(4, "big") + body


def fingerprint(body: bytes) -> str:
    return hashlib.sha1(b"\x99" + len(body).to_bytes(2, "big") + body).hexdigest().upper()


def signature(key_id: str, filling: int = 256) -> bytes:
    return signed_by(b"\x09\x10" + bytes.fromhex(key_id), key_id, filling)


def signed_by(unhashed: bytes, key_id: str, filling: int = 256) -> bytes:
    head = b"\x04\x13\x01\x08" + (0).to_bytes(2, "big") + len(unhashed).to_bytes(2, "big") + unhashed
    return packet(2, head + b"\x12\x34" + mpi(random.Random(key_id).getrandbits(8 * filling) | 1))


def certificate(seed: int = 1, user: str = "Baker <baker@example.com>") -> bytes:
    primary, sub = rsa(seed), rsa(seed + 1000)
    signed = signature(fingerprint(primary)[-16:])
    return packet(6, primary) + packet(13, user.encode()) + signed + packet(14, sub) + signed


def slow_crc(raw: bytes) -> int:
    state = 0xB704CE
    for byte in raw:
        state ^= byte << 16
        for _ in range(8):
            state = (state << 1 ^ 0x1864CFB) if state & 0x800000 else state << 1
    return state


def armoured(raw: bytes, headers: str = "Version: GnuPG v2.0.22 (MingW32)\n", crc: int | None = None) -> str:
    text = base64.b64encode(raw).decode()
    lines = "\n".join(text[at : at + 64] for at in range(0, len(text), 64))
    check = base64.b64encode((slow_crc(raw) if crc is None else crc).to_bytes(3, "big")).decode()
    return f"{BEGIN}\n{headers}\n{lines}\n={check}\n{END}\n"


def flat(text: str) -> str:
    return text.replace("\n", "")


INTACT = armoured(certificate())
DAMAGES = {
    "all on one line": flat(INTACT),
    "spaces for line breaks": INTACT.replace("\n", " "),
    "html breaks": INTACT.replace("\n", "<br />\n"),
    "html breaks alone": INTACT.replace("\n", "<br>"),
    "paragraphs and entities": "<p>" + INTACT.replace("\n", "&nbsp;</p><p class='x'>").replace("+", "&#43;"),
    "wrapped anew": re.sub(r"(?<=[A-Za-z0-9+/]{16})(?=[A-Za-z0-9+/])", "\n", INTACT),
    "dash escapes": INTACT.replace("-----BEGIN", "- -----BEGIN").replace("-----END", "- -----END"),
    "no blank line": INTACT.replace("\n\n", "\n"),
    "many blank lines": INTACT.replace("\n", "\n\n"),
    "no checksum": re.sub(r"\n=.{4}\n", "\n", INTACT),
    "checksum cut off": re.sub(r"\n(=.).{3}\n", r"\n\1\n", INTACT),
    "no end": INTACT[: INTACT.index(END)],
    "windows lines": INTACT.replace("\n", "\r\n").replace("\r\n\r\n", "\r\n \r\n"),
    "literal escapes": INTACT.replace("\n", "\\n"),
    "quoted": "\n".join("> " + line for line in INTACT.splitlines()),
    "three headers glued": flat(
        armoured(certificate(), "Version: PGP Desktop 9 www.pgp.com\nComment: mmm xmm\nCharset: u\n")
    ),
    "no headers, one line": flat(armoured(certificate(), "")),
    "indented": INTACT.replace("\n", "\n    "),
    "invisible signs": INTACT.replace("\n", "\u200b\n\ufeff"),
    "an invisible sign every twenty": re.sub(r"([^\u200b]{20})", "\\1\u200b", INTACT),
    "escaped twice": INTACT.replace("/", "&amp;#x2F;").replace("+", "&amp;#43;"),
    "quoted-printable": quopri.encodestring(INTACT.replace("\n", "\r\n").encode()).decode(),
    "quoted-printable with its line breaks": INTACT.replace("=", "=3D").replace("\n", "=0A=\n"),
    "line numbers": "\n".join(f"{at:>4} {line}" for at, line in enumerate(INTACT.splitlines(), 1)),
    "line numbers with dots": "\n".join(f"{at}. {line}" for at, line in enumerate(INTACT.splitlines(), 9)),
    "plus became space": flat(INTACT).replace("+", " "),
    "long dashes": INTACT.replace("-----", "———"),
    "words around": f"My key is here: {flat(INTACT)} and do write soon.",
}


def expected(seed: int = 1) -> str:
    return fingerprint(rsa(seed))


def test_an_intact_key_is_read_whole() -> None:
    sub = fingerprint(rsa(1001))
    assert read_keys(INTACT) == (
        Key(
            expected(),
            expected()[-16:],
            ((sub, sub[-16:]),),
            ("Baker <baker@example.com>",),
            datetime.fromtimestamp(MADE, UTC),
            "RSA",
            2048,
            4,
            False,
        ),
    )


@pytest.mark.parametrize("name", DAMAGES)
def test_damaged_armour_gives_the_same_key(name: str) -> None:
    (key,) = read_keys(DAMAGES[name])
    whole = read_keys(INTACT)[0]
    assert (key.fingerprint, key.subkeys, key.user_ids) == (whole.fingerprint, whole.subkeys, whole.user_ids)
    assert key.repaired is (name not in ("windows lines", "no checksum", "wrapped anew"))


def test_every_length_of_base64_ending_is_read() -> None:
    for extra in range(6):
        text = flat(armoured(certificate(user="B" * (20 + extra))))
        assert read_keys(text)[0].fingerprint == expected()


def test_a_wrong_checksum_is_refused_when_no_signature_confirms_the_key() -> None:
    raw = packet(6, rsa(1)) + packet(13, b"Baker")
    with pytest.raises(UnreadableKey, match="checksum"):
        read_keys(armoured(raw, crc=slow_crc(raw) ^ 1))


def test_a_wrong_checksum_with_a_confirmed_key_keeps_the_fingerprint_and_drops_what_may_be_wrong() -> None:
    raw = certificate()
    (key,) = read_keys(armoured(raw, crc=slow_crc(raw) ^ 1))
    assert (key.fingerprint, key.user_ids, key.subkeys, key.repaired) == (expected(), (), (), True)


@pytest.mark.parametrize("version", [4, 5, 6])
def test_a_signature_that_names_its_issuer_by_fingerprint_alone_confirms_that_key_and_no_other(version: int) -> None:
    primary, other = rsa(1, version), rsa(2, version)
    for signer in (primary, other):
        names = read_keys(armoured(new_packet(6, signer)))[0]
        issuer = bytes([len(names.fingerprint) // 2 + 2, 33, version]) + bytes.fromhex(names.fingerprint)
        raw = new_packet(6, primary) + packet(13, b"Baker") + signed_by(issuer, names.key_id)
        assert packets.issuer(signed_by(issuer, names.key_id)[3:]) == names.key_id
        text = armoured(raw, crc=slow_crc(raw) ^ 1)
        if signer is primary:
            assert read_keys(text)[0].fingerprint == names.fingerprint
        else:
            with pytest.raises(UnreadableKey, match="checksum"):
                read_keys(text)


@pytest.mark.parametrize("exponent", [2, 65536, 1 << 40])
def test_an_even_exponent_is_no_key(exponent: int) -> None:
    for version in (3, 4, 6):
        with pytest.raises(packets.WrongPacket, match="none that a key can have"):
            packets.read_key(rsa(1, version, exponent=exponent))
        assert packets.read_key(rsa(1, version, exponent=exponent + 1)).algorithm == "RSA"


def test_one_changed_character_in_the_key_is_never_another_key() -> None:
    head = INTACT.index("\n\n") + 2
    for at in range(head + 20, head + 300, 7):
        if INTACT[at] == "\n":
            continue
        wrong = INTACT[:at] + ("A" if INTACT[at] != "A" else "B") + INTACT[at + 1 :]
        with pytest.raises(UnreadableKey):
            read_keys(wrong)


@pytest.mark.parametrize("length", [0, 10, 40, 200, 360])
def test_a_key_cut_off_in_its_primary_packet_is_refused(length: int) -> None:
    text = armoured(certificate())
    start = text.index("\n\n") + 2
    with pytest.raises(UnreadableKey):
        read_keys(text[: start + length])


def test_a_key_cut_off_later_keeps_what_is_complete() -> None:
    text = armoured(certificate())
    (key,) = read_keys(text[: text.index("\n\n") + 2 + 520])
    assert (key.fingerprint, key.user_ids, key.subkeys) == (expected(), ("Baker <baker@example.com>",), ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nothing", "no OpenPGP public key block"),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOY\n-----END PGP PRIVATE KEY BLOCK-----", "secret key"),
        ("-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----", "message"),
        (armoured(packet(5, rsa(1))), "nothing that begins like a public key"),
        (armoured(b"\x99\x00\x0d" + b"\x04" + b"\0" * 12), "nothing that begins"),
        (f"{BEGIN}{END}", "nothing that begins"),
        (f"{BEGIN} not a key at all, just words {END}", "nothing that begins"),
        (BEGIN * 500, "nothing that begins"),
    ],
)
def test_what_is_no_public_key_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableKey, match=sentence) as refused:
        read_keys(text)
    assert str(refused.value).endswith(".")


def test_a_secret_key_behind_a_public_one_refuses_the_block() -> None:
    with pytest.raises(UnreadableKey, match="secret"):
        read_keys(armoured(certificate() + packet(5, rsa(3))))


def test_a_million_subkeys_are_refused() -> None:
    raw = packet(6, rsa(1)) + b"\xb8\x01\x04" * 1_000_000
    with pytest.raises(UnreadableKey, match="packets"):
        read_keys(f"{BEGIN}\n\n{base64.b64encode(raw).decode()}\n{END}")


def test_several_keys_and_blocks_are_each_read_once() -> None:
    text = armoured(certificate(1) + certificate(2)) + "words" + flat(armoured(certificate(3))) + INTACT
    assert [key.fingerprint for key in read_keys(text)] == [expected(1), expected(2), expected(3)]
    blocks = find_blocks(text)
    assert [text[block.start : block.end] for block in blocks] == [block.text for block in blocks]
    assert len(blocks) == 3


def test_one_unreadable_block_does_not_hide_a_readable_one() -> None:
    assert read_keys(f"{BEGIN} rubbish {END} {INTACT}")[0].fingerprint == expected()


def test_version_three_has_the_hash_of_its_numbers() -> None:
    body = rsa(5, version=3)
    modulus = random.Random(5).getrandbits(2048) | 1 << 2047 | 1
    (key,) = read_keys(armoured(packet(6, body) + packet(13, b"Old")))
    assert key.fingerprint == hashlib.md5(modulus.to_bytes(256, "big") + b"\x01\x00\x01").hexdigest().upper()
    assert (key.version, key.key_id) == (3, f"{modulus & (1 << 64) - 1:016X}")


@pytest.mark.parametrize(("version", "mark"), [(5, b"\x9a"), (6, b"\x9b")])
def test_newer_versions_have_a_sha256(version: int, mark: bytes) -> None:
    body = rsa(6, version=version)
    (key,) = read_keys(armoured(new_packet(6, body)))
    assert key.fingerprint == hashlib.sha256(mark + len(body).to_bytes(4, "big") + body).hexdigest().upper()
    assert key.key_id == key.fingerprint[:16]


def test_a_user_id_in_another_encoding_is_kept_without_control_characters() -> None:
    raw = packet(6, rsa(1)) + packet(13, "Bäcker\x07\n".encode("latin-1"))
    assert read_keys(armoured(raw))[0].user_ids == ("Bäcker",)


def test_the_checksum_is_that_of_the_standard() -> None:
    for length in (0, 1, 2, 3, 4, 5, 63, 64, 65, 300, 2049):
        raw = random.Random(length).randbytes(length)
        assert armour.crc24(raw) == slow_crc(raw)


@pytest.mark.parametrize("raw", [b"\x99", b"\xc6\xff\0\0", b"\x99\xff\xff\x04", b"\xc6\xe0\x01", b"\x00" * 20])
def test_broken_packets_are_named(raw: bytes) -> None:
    with pytest.raises(packets.WrongPacket):
        list(packets.cut(raw))


@pytest.mark.parametrize("sort", ["rsa2048", "ed25519", "dsa2048", "nistp256"])
def test_gpg_agrees(sort: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    run = ["gpg", "--homedir", str(tmp_path), "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    user = "Invented Seller <seller@example.org>"
    subprocess.run([*run, "--quick-generate-key", user, sort, "sign", "never"], check=True, capture_output=True)
    text = subprocess.run([*run, "--armor", "--export"], check=True, capture_output=True).stdout.decode()
    shown = subprocess.run([*run, "--with-colons", "--list-keys"], check=True, capture_output=True).stdout.decode()
    (key,) = read_keys(flat(text))
    wanted = [line.split(":")[9] for line in shown.splitlines() if line.startswith("fpr")]
    assert [key.fingerprint, *(each for each, _ in key.subkeys)] == wanted
    assert key.user_ids == (user,)
    assert not read_keys(text)[0].repaired
    subprocess.run(["gpgconf", "--homedir", str(tmp_path), "--kill", "all"], check=False, capture_output=True)


@pytest.mark.parametrize("damage", ["line numbers", "line numbers with dots", "quoted-printable"])
def test_without_a_checksum_no_other_fingerprint_comes_out(damage: str) -> None:
    text = "\n".join(line for line in DAMAGES[damage].splitlines() if not re.match(r"[ \d.]*=(?:3D)?\S{4}$", line))
    assert text != DAMAGES[damage]
    try:
        assert {each.fingerprint for each in read_keys(text)} == {expected()}
    except UnreadableKey as wrong:
        assert str(wrong)
