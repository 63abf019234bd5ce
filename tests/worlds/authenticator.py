"""A key as an officer has it on a ring: it makes passkeys and signs with them, as W3C Web Authentication says."""

import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "http://localhost:8000"
_PRESENT = AuthenticatorData.FLAG.UP


class Key:
    """A key with one passkey, which counts its signatures; of one name it is always the same."""

    def __init__(self, name: str = "ring", origin: str = ORIGIN) -> None:
        self.origin = origin
        self.count = 0
        self.id = hashlib.sha256(name.encode()).digest()
        self._secret = ec.derive_private_key(int.from_bytes(self.id[:31], "big") + 1, ec.SECP256R1())

    def make(self, options: str) -> str:
        """Answer the options of a new passkey as a browser does."""
        asked = json.loads(options)
        public = ES256.from_cryptography_key(self._secret.public_key())
        made = AttestedCredentialData.create(b"\x00" * 16, self.id, public)
        flags = _PRESENT | AuthenticatorData.FLAG.AT
        about = AuthenticatorData.create(_place(asked["rp"]["id"]), flags, 0, made)
        said = self._said("webauthn.create", asked["challenge"])
        return self._answer(said, attestationObject=bytes(AttestationObject.create("none", about, {})))

    def sign(self, options: str) -> str:
        """Answer the options of signing in."""
        asked = json.loads(options)
        self.count += 1
        about = AuthenticatorData.create(_place(asked["rpId"]), _PRESENT, self.count)
        said = self._said("webauthn.get", asked["challenge"])
        signed = bytes(about) + hashlib.sha256(said).digest()
        signature = self._secret.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(said, authenticatorData=bytes(about), signature=signature)

    def _said(self, what: str, challenge: str) -> bytes:
        return json.dumps({"type": what, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, said: bytes, **more: bytes) -> str:
        response = {name: websafe_encode(value) for name, value in more.items()}
        answer: dict[str, Any] = {
            "id": websafe_encode(self.id), "rawId": websafe_encode(self.id), "type": "public-key",
            "response": {"clientDataJSON": websafe_encode(said), **response},
        }  # fmt: skip
        return json.dumps(answer)


def _place(id: str) -> bytes:
    return hashlib.sha256(id.encode()).digest()
