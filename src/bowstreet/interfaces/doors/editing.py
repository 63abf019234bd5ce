"""The doors of writing: forms of records, drafts, changes for a second officer, the trash."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import Field, InstanceOf

from bowstreet.holdings.repository import (
    attaching,
    changes,
    drafting,
    editing,
    foreseeing,
    forming,
    proposing,
    saving,
    withdrawing,
)
from bowstreet.holdings.repository.answers import Recorded
from bowstreet.interfaces.doors.audience import RE_MARKERS, RECORDERS
from bowstreet.interfaces.doors.door import BYTES, PICTURE, Door, Form, Upload
from bowstreet.vocabulary.refusals import Refusal

PAGE = r"^[A-Za-z0-9_-]{0,64}$"
"""What the token of a page looks like."""


class Kinds(Form):
    """Nothing: the kinds that one may record."""


class Blank(Form):
    """A new record of a kind, or a draft to go on with; ``check`` says what is missing in it.

    ``holds`` is an identifier, as TYPE:VALUE, that stands in it from the beginning.
    """

    kind: str
    draft: str = Field("", pattern=PAGE)
    check: bool = False
    holds: str = Field("", max_length=5000)


class GoOn(Form):
    """A record, and a draft or a proposed change of it to go on with."""

    id: str
    draft: str = Field("", pattern=PAGE)
    change: str = Field("", max_length=36)
    check: bool = False


class One(Form):
    """A record, or a change, by its id."""

    id: str


class OnAPage(Form):
    """Where it was written: the token of the page, the number of this sending, and the draft it goes on with."""

    page: str = Field("", pattern=PAGE)
    seq: int = Field(0, ge=0, le=2**31 - 1)
    follows: str = Field("", pattern=PAGE)
    follows_seq: int = Field(0, ge=0, le=2**31 - 1)


class SaveNew(OnAPage):
    """A new record: its kind, its fields, and what of the envelope differs from the agency's standing one."""

    whole_envelope: ClassVar[bool] = True
    kind: str
    body: dict[str, Any]
    envelope: dict[str, Any] = Field(default_factory=dict)


class SaveEdit(OnAPage):
    """The whole body of a record, and the version from which the edit was begun."""

    id: str
    begun: int = Field(ge=0, le=2**31 - 1)
    body: dict[str, Any]


class SaveMarks(Form):
    """What of a record's envelope changes, and the version from which that was begun."""

    whole_envelope: ClassVar[bool] = True
    id: str
    begun: int = Field(ge=0, le=2**31 - 1)
    envelope: dict[str, Any]


class Keep(OnAPage):
    """What stands on a page, as it was typed: of a new record its kind, of an edit the record and its version too."""

    whole_envelope: ClassVar[bool] = True
    kind: str
    id: str = ""
    begun: int = Field(0, ge=0, le=2**31 - 1)
    body: dict[str, Any] = Field(default_factory=dict)
    envelope: dict[str, Any] = Field(default_factory=dict)


class DraftOf(Form):
    """A draft, by the token of its page."""

    page: str = Field(pattern=PAGE)


class HandOver(DraftOf):
    """A draft and the colleague who goes on with it, by sign-in name."""

    officer: str = Field(min_length=1, max_length=200)


class Foresee(Form):
    """A kind and what is said of its envelope; of a record, its id."""

    whole_envelope: ClassVar[bool] = True
    kind: str
    id: str = ""
    envelope: dict[str, Any] = Field(default_factory=dict)


class Attach(Form):
    """A record, and files that belong to it."""

    id: str
    files: tuple[InstanceOf[Upload], ...] = Field(min_length=1)


class Attachment(Form):
    """A file of a record."""

    id: str
    attachment: str


class ProposedFile(Form):
    """A file of a change, by the number under which the change names it."""

    id: str
    number: int = Field(ge=1, le=2**31 - 1)


class Look(Attachment):
    """A picture of a record, and why it is opened."""

    reason: str = Field(min_length=1, max_length=500)


class Ticket(Attachment):
    """A picture of a record that was opened a moment ago."""

    ticket: str = Field(max_length=500)


class Undo(Form):
    """A record, and its version that is taken back."""

    id: str
    version: int = Field(ge=1, le=2**31 - 1)


class WithReason(Form):
    """A record or a change, and why."""

    id: str
    reason: str = Field(min_length=1, max_length=500)


def made(saved: saving.Saved) -> str:
    """Return the address of what saving made: the record, or the change that waits."""
    return f"/changes/{saved.id}" if saved.waits else f"/records/{saved.id}?done={saved.version}"


def files(attached: saving.Attached) -> str:
    """Return the address of a record's files, or of the change that waits."""
    return f"/changes/{attached.change}" if attached.change else f"/records/{attached.record}#attachments"


def gone(saved: saving.Saved) -> str:
    """Return the address that shows that a record was taken back, or the change that waits."""
    return f"/changes/{saved.id}" if saved.waits else "/trash"


def form_of(fields: Mapping[str, Any]) -> str:
    """Return the address of the form on which something was written."""
    return f"/records/{fields['id']}/edit" if fields.get("id") else f"/records/new/{fields['kind']}"


def again(refusal: Refusal, fields: Mapping[str, Any]) -> str | None:
    """Return where a form goes on that was refused with something to mend or compare; None for other refusals.

    What was written is a draft by then.
    """
    page = fields.get("page")
    if not page:
        return None
    if isinstance(refusal, saving.HeldAlready):
        return f"/records/{refusal.record}/edit?draft={page}"
    if isinstance(refusal, editing.WrongForm):
        return f"{form_of(fields)}?draft={page}&check=1"
    return f"{form_of(fields)}?draft={page}" if isinstance(refusal, editing.ChangedMeanwhile) else None


@dataclass(frozen=True)
class KeptAt:
    """What was kept, and where its form goes on."""

    kept: drafting.Kept
    form: str


def keep(**written: Any) -> KeptAt:
    """Keep a draft, and say where its form goes on."""
    return KeptAt(drafting.keep(**written), f"{form_of(written)}?draft={written['page']}")


def _post(name: str, summary: str, run: Callable[..., Any], form: type[Form], address: str, **more: Any) -> Door:
    """Return the door of an act that stands at one address of the pages and of REST."""
    roles = more.pop("roles", RECORDERS)
    return Door(name, summary, run, form, method="POST", web=address, api=address, roles=roles, **more)


def _get(name: str, summary: str, run: Callable[..., Any], form: type[Form], address: str, **more: Any) -> Door:
    """Return the door of a query that stands at one address of the pages and of REST."""
    roles = more.pop("roles", RECORDERS)
    return Door(name, summary, run, form, web=address, api=address, roles=roles, **more)


DOORS = (
    _get("kinds", "What you may record", forming.kinds, Kinds, "/records/new", answer=forming.KindList,
         page="kinds.html", command="record kinds"),
    _get("record.blank", "The form of a new record", forming.blank, Blank, "/records/new/{kind}",
         answer=forming.Sheet, page="form.html"),
    _post("record.save_new", "Record what a form holds, or propose it", saving.new, SaveNew, "/records/new/{kind}",
          answer=saving.Saved, creates=True, after=made, again=again, command="record new"),
    _get("record.form", "The form of a record, with what others wrote meanwhile", forming.sheet, GoOn,
         "/records/{id}/edit", answer=forming.Sheet, page="form.html", command="record form"),
    _post("record.edit", "Save another body of a record, or propose it", saving.edit, SaveEdit, "/records/{id}/edit",
          answer=saving.Saved, after=made, again=again, command="record edit"),
    _get("record.marking", "The form of a record's envelope", forming.marking, One, "/records/{id}/envelope",
         answer=forming.Sheet, page="marking.html", roles=RE_MARKERS),
    Door("record.mark", "Save another envelope of a record, or propose it", saving.re_mark, SaveMarks, saving.Saved,
         method="POST", web="/records/{id}/envelope", after=made, roles=RE_MARKERS),
    _post("record.foresee", "Who will see a record under an envelope, before it is saved", foreseeing.who_will_see,
          Foresee, "/who-will-see", answer=foreseeing.Foreseen, page="foreseen.html", fragment=True),
    _post("record.undo", "Take the last change of a record back", editing.undo, Undo, "/records/{id}/undo",
          answer=Recorded, after=lambda made: f"/records/{made.id}"),
    _post("record.withdraw", "Take a record back into the trash, or propose to", saving.withdraw, WithReason,
          "/records/{id}/withdraw", answer=saving.Saved, after=gone),
    _post("record.restore", "Bring a record back out of the trash, or propose to", saving.restore, One,
          "/records/{id}/restore", answer=saving.Saved, after=made),
    _get("trash", "What your agency has taken back", withdrawing.trash, Kinds, "/trash", answer=withdrawing.Trash,
         page="trash.html"),
    _post("attachment.add", "Add files to a record, or propose to", saving.attach, Attach, "/records/{id}/attachments",
          answer=saving.Attached, creates=True, after=files),
    _get("attachment.download", "The bytes of a file, to be kept and not rendered", attaching.download, Attachment,
         "/records/{id}/attachments/{attachment}", media=BYTES),
    _post("attachment.look", "Open a picture for a reason", attaching.look, Look,
          "/records/{id}/attachments/{attachment}/look", answer=attaching.Picture, page="picture.html"),
    _get("attachment.picture", "The picture that was opened a moment ago", attaching.picture, Ticket,
         "/records/{id}/attachments/{attachment}/picture", media=PICTURE),
    _post("attachment.remove", "Take a file out of a record, or propose to", saving.remove, Attachment,
          "/records/{id}/attachments/{attachment}/remove", answer=saving.Attached, after=files),
    _get("drafts", "What you have written and not recorded", drafting.mine, Kinds, "/drafts", answer=drafting.Drafts,
         page="drafts.html", command="draft list"),
    _post("draft.keep", "Keep what stands on a page, for you alone", keep, Keep, "/drafts", answer=KeptAt,
          page="kept.html", fragment=True, after=lambda made: made.form, command="draft keep"),
    _post("draft.discard", "Throw a draft away", drafting.discard, DraftOf, "/drafts/{page}/discard",
          answer=drafting.Kept, after=lambda _: "/drafts", command="draft discard"),
    _post("draft.hand_over", "Give a draft to a colleague", drafting.hand_over, HandOver, "/drafts/{page}/hand-over",
          answer=drafting.Kept, after=lambda _: "/drafts"),
    _get("changes", "Changes of your agency that wait for a second officer", changes.changes, Kinds, "/changes",
         answer=changes.Changes, page="changes.html", command="change list"),
    _get("change", "A proposed change as a difference", changes.change, One, "/changes/{id}",
         answer=changes.ChangeView, page="change.html", command="change show"),
    _get("change.download", "The bytes of a file of a change that waits, to be kept and not rendered",
         changes.download, ProposedFile, "/changes/{id}/files/{number}", media=BYTES),
    _post("change.approve", "Approve a change that somebody else proposed", proposing.approve, One,
          "/changes/{id}/approve", answer=proposing.Decision, command="change approve",
          after=lambda made: f"/records/{made.record}"),
    _post("change.decline", "Decline a change that somebody else proposed", proposing.decline, WithReason,
          "/changes/{id}/decline", answer=proposing.Decision, command="change decline",
          after=lambda made: f"/changes/{made.id}"),
    _post("change.take_back", "Take a change of your own back", proposing.take_back, One, "/changes/{id}/take-back",
          answer=proposing.Decision, after=lambda made: f"/changes/{made.id}", command="change take-back"),
)  # fmt: skip
