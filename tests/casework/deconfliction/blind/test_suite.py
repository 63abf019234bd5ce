"""The vectors of RFC 9497, appendix A.1.1 and A.1.2, over the suite; and what it refuses."""

import json
from pathlib import Path

import pytest

from bowstreet.casework.deconfliction.blind import proofs, sodium
from bowstreet.casework.deconfliction.blind.suite import Mode, NoKey, NoSuchInput, Suite, expand

READ = json.loads((Path(__file__).parent / "rfc9497.json").read_text())
EACH = [(mode, place) for mode in ("OPRF", "VOPRF") for place in range(len(READ[mode]["vectors"]))]


def _parts(vector: dict[str, str], field: str) -> list[bytes]:
    return [bytes.fromhex(each) for each in vector[field].split(",")]


def test_there_are_as_many_vectors_as_in_the_rfc() -> None:
    assert [mode for mode, _ in EACH] == ["OPRF"] * 2 + ["VOPRF"] * 3


@pytest.mark.parametrize("mode", ["OPRF", "VOPRF"])
def test_the_key_pair_is_that_of_the_rfc(mode: str) -> None:
    key = {name: bytes.fromhex(text) for name, text in READ[mode]["key"].items()}
    secret, public = Suite(Mode[mode]).derive_key_pair(key["Seed"], key["KeyInfo"])
    assert secret == key["skSm"]
    assert public == key.get("pkSm", sodium.generate(secret))


@pytest.mark.parametrize(("mode", "place"), EACH)
def test_each_vector_of_the_rfc(mode: str, place: int) -> None:
    vector, suite = READ[mode]["vectors"][place], Suite(Mode[mode])
    secret = bytes.fromhex(READ[mode]["key"]["skSm"])
    inputs, blinds = _parts(vector, "Input"), _parts(vector, "Blind")
    blinded = suite.blind(inputs, blinds)
    assert blinded == _parts(vector, "BlindedElement")
    evaluated = sodium.multiply_all(secret, blinded)
    assert evaluated == _parts(vector, "EvaluationElement")
    assert suite.finalize(inputs, blinds, evaluated) == _parts(vector, "Output")
    assert [suite.evaluate(secret, each) for each in inputs] == _parts(vector, "Output")


@pytest.mark.parametrize("place", range(3))
def test_each_proof_of_the_rfc(place: int) -> None:
    vector, key = READ["VOPRF"]["vectors"][place], READ["VOPRF"]["key"]
    public = bytes.fromhex(key["pkSm"])
    before, after = _parts(vector, "BlindedElement"), _parts(vector, "EvaluationElement")
    random = bytes.fromhex(vector["ProofRandomScalar"])
    proof = proofs.prove(bytes.fromhex(key["skSm"]), public, before, after, random)
    assert proof.hex() == vector["Proof"]
    assert proofs.is_proved(public, before, after, proof)


def test_an_input_that_is_too_long_and_a_seed_that_is_too_short_are_refused() -> None:
    suite = Suite(Mode.VOPRF)
    with pytest.raises(NoSuchInput):
        suite.blind([bytes(2**16)], [sodium.random_scalar()])
    with pytest.raises(NoKey):
        suite.derive_key_pair(b"short", b"")


def test_more_bytes_begin_otherwise_than_fewer() -> None:
    """RFC 9380 puts the length among what is hashed; the first block of a longer answer is another one."""
    assert len(expand(b"one", b"tag", 200)) == 200
    assert expand(b"one", b"tag", 200)[:64] != expand(b"one", b"tag", 64)
