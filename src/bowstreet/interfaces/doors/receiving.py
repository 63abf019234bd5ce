"""How uploads reach the disk: straight into the folder for what is not quarantined yet, up to the limit."""

import html
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParser

from bowstreet.casework.intake import room
from bowstreet.holdings.ledger import chance
from bowstreet.interfaces.doors.door import Door, Upload
from bowstreet.vocabulary.refusals import Refusal, Sort


class UploadTooLarge(Refusal):
    """A file over the node's limit."""

    sort = Sort.TOO_MUCH


class BodyTooLarge(Refusal):
    """A call that holds more than the node reads."""

    sort = Sort.TOO_MUCH

    def __init__(self) -> None:
        """Say where more goes in."""
        super().__init__("This is more than the node reads in one call. Files are handed in by intake.")


class NoRoom(Refusal):
    """A file for which the disk has no room."""

    sort = Sort.UNAVAILABLE

    def __init__(self) -> None:
        """Say that nothing was kept."""
        super().__init__("The disk of this node is full: nothing of this was kept. Tell who runs the node.")


@contextmanager
def _finding_room() -> Iterator[None]:
    """Raise ``NoRoom`` where the disk is full; what is buffered meets that only when it is closed."""
    try:
        yield
    except OSError as wrong:
        if room.is_full(wrong):
            raise NoRoom() from None
        raise


def fits(door: Door, request: HttpRequest) -> None:
    """Raise ``BodyTooLarge`` for a body without files that holds more than a door takes; nothing of it is read."""
    length = str(request.headers.get("Content-Length", ""))
    if "files" not in door.form.model_fields and length.isdecimal() and int(length) > door.most:
        raise BodyTooLarge()


class Received(UploadedFile):  # type: ignore[type-arg]
    """A file that lies on disk already."""

    def __init__(self, upload: Upload) -> None:
        """Keep where it lies."""
        super().__init__(file=None, name=upload.name, size=upload.size)
        self.upload = upload

    def close(self) -> None:
        """Do nothing: nothing is open."""


class Incoming(FileUploadHandler):
    """Writes each file of a form to ``settings.INCOMING`` while it arrives; ``discard`` takes all of them away."""

    def __init__(self, request: HttpRequest) -> None:
        """Begin with nothing written."""
        super().__init__(request)
        self._out: IO[bytes] | None = None
        self._places: list[Path] = []
        self._size = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Open a place for the next file."""
        super().new_file(*args, **kwargs)
        folder = Path(settings.INCOMING)
        place = folder / chance.secret(16)
        with _finding_room():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._out = place.open("xb")
        self._places.append(place)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece; raise ``UploadTooLarge`` past the limit."""
        self._size += len(raw_data)
        if self._size > settings.UPLOAD_LIMIT:
            raise UploadTooLarge(f"The file is larger than this node takes, {settings.UPLOAD_LIMIT:,} bytes.")
        if self._out is not None:
            with _finding_room():
                self._out.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        """Close the place and return what lies there."""
        with _finding_room():
            self._close()
        return Received(Upload(name=self.file_name or "", path=str(self._places[-1]), size=self._size))

    def upload_interrupted(self) -> None:
        """Take away what came before the sender went."""
        self.discard()

    def discard(self) -> None:
        """Take away all that was written."""
        with suppress(OSError):
            self._close()
        for place in self._places:
            place.unlink(missing_ok=True)

    def _close(self) -> None:
        out, self._out = self._out, None
        if out is not None:
            out.close()


def receive(request: HttpRequest) -> Incoming:
    """Let the files of a request arrive in ``settings.INCOMING``, under the names as they were sent."""
    incoming = Incoming(request)
    request.upload_handlers = [incoming]

    def parse(meta: Any, body: Any) -> Any:
        return _Named(meta, body, request.upload_handlers, request.encoding).parse()

    request.parse_file_upload = parse  # type: ignore[assignment, method-assign]
    return incoming


class _Named(MultiPartParser):
    """Keeps of a name what Django leaves out without a word: signs that deceive the eye are evidence too."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """Return a name with the folders that were sent with it, never used as a path; None for one of a folder."""
        whole = html.unescape(file_name).replace("\\", "/")
        return whole if whole.rsplit("/", 1)[-1] not in ("", ".", "..") else None
