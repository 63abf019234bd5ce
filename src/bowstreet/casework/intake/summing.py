"""The counts of an intake over all of its sources, however many: summed where they are kept, never one by one."""

from django.db.models import Case, Count, F, Min, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from bowstreet.casework.intake.answers import RejectList, SourceGroup, SourceRow
from bowstreet.casework.intake.models import Source

COUNTS = ("read", "observed", "already_held", "rejected", "noted", "bytes_unread", "records_new", "records_known")
MANY = 40
"""Sources that are told one by one alone; of more than these, what each reader read is told together first."""

_NOTES = 5
_LISTS = 3
_SUMS = {f"all_{name}": Coalesce(Sum(name), 0) for name in COUNTS}
_READER = Coalesce(F("mapping"), F("reader"), Value(""))


def of(intake: str) -> "QuerySet[Source]":
    """Return the sources of an intake in order."""
    return Source.objects.filter(intake=intake).order_by("number")


def totals(sources: "QuerySet[Source]", state: str) -> SourceRow:
    """Return all counts of sources together."""
    sums = sources.order_by().aggregate(size=Coalesce(Sum("size"), 0), **_SUMS)
    return SourceRow(
        path="", sha256=None, size=sums["size"], reader=None, mapping=None, dataset=None,
        **{name: sums[f"all_{name}"] for name in COUNTS}, state=state, note="", reject_list=None,
    )  # fmt: skip


def files(sources: "QuerySet[Source]") -> tuple[int, int, int]:
    """Return how many files there are, how many were kept, and of how many a reader was found for any part."""
    whole = sources.filter(file=0)
    own = Case(When(file=0, then=F("number")), default=F("file"))
    read = sources.filter(reader__isnull=False).order_by().annotate(own=own).values("own").distinct()
    return whole.count(), whole.exclude(sha256="").count(), read.count()


def groups(sources: "QuerySet[Source]") -> tuple[SourceGroup, ...]:
    """Return sources by reader, in the order in which they come first; none where there are few."""
    if sources.count() <= MANY:
        return ()
    apart = sources.order_by().annotate(by=_READER)
    named = apart.values_list("by").annotate(first=Min("number"), many=Count("id"), **_SUMS).order_by("first")
    return tuple(
        SourceGroup(
            reader=by, files=many, notes=_notes(apart.filter(by=by)),
            **{name: count for name, count in zip(COUNTS, counts, strict=True) if name != "noted"},
        )
        for by, _, many, *counts in named
    )  # fmt: skip


def _notes(same: "QuerySet[Source]") -> tuple[str, ...]:
    said = same.exclude(note="").values_list("note").annotate(first=Min("number")).order_by("first")
    return tuple(note for note, _ in said[:_NOTES])


def reject_lists(intake: str, sources: "QuerySet[Source]") -> tuple[RejectList, ...]:
    """Return the first few sources that have a reject list, with where it is."""
    listed = sources.filter(Q(rejected__gt=0) | Q(noted__gt=0))[:_LISTS]
    return tuple(RejectList(each.path, address(intake, each)) for each in listed)


def address(intake: str, source: Source) -> str:
    """Return where the reject list of a source is."""
    return f"/intake/{intake}/rejects/{source.sha256}.csv"
