"""How this room asks the reader of observations: over its socket, or through a process started for one answer."""

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from bowstreet.vocabulary.refusals import Refusal, Sort

PATIENCE = 30.0
_LONGEST = 16_000_000


class ReaderSilent(Refusal):
    """The reader of observations gave no answer."""

    sort = Sort.UNAVAILABLE

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__("The rows of datasets cannot be read just now. Nothing is lost; try again.")


def ask(question: dict[str, Any]) -> dict[str, Any]:
    """Return the reader's answer; raise ``ReaderSilent`` when there is none."""
    sent = json.dumps(question).encode() + b"\n"
    try:
        came = _over_socket(sent)
        answer = json.loads(came if came is not None else _from_one_process(sent))
    except (OSError, ValueError, subprocess.SubprocessError):
        raise ReaderSilent() from None
    if not isinstance(answer, dict) or "wrong" in answer:
        raise ReaderSilent()
    return answer


def _over_socket(sent: bytes) -> bytes | None:
    """Return the answer's line, or None when nobody listens."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.settimeout(PATIENCE)
        try:
            channel.connect(str(Path(settings.STATE) / "observations.sock"))
        except OSError:
            return None
        channel.sendall(sent)
        with channel.makefile("rb") as answers:
            return answers.readline(_LONGEST)


def _from_one_process(sent: bytes) -> bytes:
    command = [sys.executable, "-m", "bowstreet.holdings.observations.reader", "--once", str(settings.STATE)]
    return subprocess.run(command, input=sent, capture_output=True, timeout=PATIENCE, check=True).stdout  # noqa: S603
