"""What filling a sensitive field does in law: one sentence each, said before anything is saved."""

from types import MappingProxyType

from bowstreet.vocabulary.envelope import Envelope
from bowstreet.vocabulary.handling import Classification, HandlingCode, IndexPolicy, Scope, State
from bowstreet.vocabulary.kinds.kind import Kind
from bowstreet.vocabulary.lawfulness import Basis, Instrument, LegalRegime, ProtectedFlag, SubjectCategory

OF_FLAG = MappingProxyType(
    {
        ProtectedFlag.MINOR: "A minor: other agencies get a hit or nothing; no marking opens more of it to them, only"
        " naming an officer as a person does.",
        ProtectedFlag.VICTIM: "A victim: other agencies see the docket at most; for anything in it they ask you.",
        ProtectedFlag.WITNESS: "A witness: other agencies see the docket at most; for anything in it they ask you.",
        ProtectedFlag.INFORMANT: "An informant: other agencies see the docket at most; for anything in it they ask you."
        " Ask yourself whether others should get a hit at all.",
        ProtectedFlag.UNDERCOVER: "An undercover officer: other agencies see the docket at most; for anything in it"
        " they ask you. Personas are never records.",
        ProtectedFlag.PRIVILEGED_LAWYER: "Privileged: in your own agency supervisors alone open what stands in it.",
        ProtectedFlag.JOURNALIST_SOURCE: "A journalist's source: other agencies see the docket; for anything in it they"
        " ask you.",
    }
)
"""What each protected mark brings."""

OF_CATEGORY = MappingProxyType(
    {
        SubjectCategory.UNDETERMINED: "Not yet determined: analysts and supervisors of your agency alone see it, and it"
        " must be determined within six months.",
        SubjectCategory.CONTACT_ASSOCIATE: "A contact is no suspect: say on what ground the person is held at all.",
        SubjectCategory.POTENTIAL_FUTURE_OFFENDER: "A person who has done nothing yet: the ground must be serious and"
        " stand in the record (LED article 6(a)).",
    }
)
"""What each category brings that is not a mark."""

STRICT = "Special categories are held only where strictly necessary (LED article 10): say why in a sentence."


def of(envelope: Envelope, kind: Kind) -> tuple[str, ...]:
    """Return what the law makes of an envelope, the gravest first; empty where nothing needs to be said."""
    terms, particulars = envelope.terms, envelope.particulars
    said = [OF_FLAG[flag] for flag in ProtectedFlag if flag in terms.flags]
    if terms.special:
        said.append(f"{STRICT} Other agencies see the docket at most; for anything in it they ask you.")
    said += [OF_CATEGORY[each] for each in OF_CATEGORY if each is particulars.subject_category]
    for holds, sentence in (
        (terms.state is State.RESTRICTED, "Restricted: supervisors and overseers of your agency alone see it."),
        (
            bool(terms.given_by),
            f"Given by {terms.given_by}: marked more strictly than it was given, never wider; its codes bind you too.",
        ),
        (
            terms.classification is not Classification.UNCLASSIFIED,
            f"{terms.classification.value}: it opens to cleared officers alone, also in your own agency.",
        ),
        (
            terms.scope is not Scope.OWNER and terms.handling == {HandlingCode.H0},
            "H0: whoever sees it may pass it on and use it in court.",
        ),
        (
            terms.index is IndexPolicy.NONE,
            "Others learn nothing from a check: a double effort will not show.",
        ),
        (
            particulars.basis is Basis.MACHINE_INFERENCE,
            "A machine's inference: no measure against a person rests on it alone (LED article 11).",
        ),
        (
            particulars.instrument is Instrument.VOLUNTARY_PRIVATE and particulars.legal_regime is not LegalRegime.GDPR,
            "Given by a private party: its agreement may narrow what you do with it.",
        ),
        (
            kind.personal and particulars.subject_category is not None,
            "This is a record about a person. What the case does not need is left out.",
        ),
    ):  # fmt: skip
        if holds:
            said.append(sentence)
    return tuple(said)
