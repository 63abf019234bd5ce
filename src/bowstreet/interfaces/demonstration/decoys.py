"""What is planted to mislead: values that many share and names that look alike, of persons who are strangers."""

from collections.abc import Iterator

from bowstreet.interfaces.demonstration import names, persons, slips
from bowstreet.interfaces.demonstration.accounts import IMPOSTORS
from bowstreet.interfaces.demonstration.plan import Plan
from bowstreet.interfaces.demonstration.planted import Planted, Row, account, key
from bowstreet.interfaces.demonstration.sites import MARKETS


def decoys(plan: Plan) -> tuple[Planted, ...]:
    """Return all decoys of a world: of each, the records that are **not** of one person."""
    return (*_names(plan), *_keys(plan), *_common(plan), *_words(plan))


def _names(plan: Plan) -> Iterator[Planted]:
    for copy, of in names.COPYCATS.items():
        both = (account(plan.of(copy)), account(plan.of(of)))
        yield Planted("like_handle", f"{plan.of(copy).handle} copied the name of {plan.of(of).handle}.", both)


def _keys(plan: Plan) -> Iterator[Planted]:
    for copy, of in IMPOSTORS.items():
        shown = plan.of(of)
        yield Planted("pasted_key", f"{plan.of(copy).handle} shows the key of {shown.handle} and cannot use it.",
                      (account(plan.of(copy)), account(shown), key(shown)))  # fmt: skip


def _common(plan: Plan) -> Iterator[Planted]:
    for site in MARKETS:
        here = plan.on(site)
        staff = tuple(account(each) for each in here if slips.shows_staff_key(each))
        yield Planted("staff_key", f"Sellers repeat the key of the staff of {site.name}.", staff)
        escrow = tuple(account(each) for each in here if slips.shows_escrow(each))
        yield Planted("escrow_wallet", f"Sellers repeat the wallet of the escrow of {site.name}.",
                      (*escrow, ("wallet", site.escrow)))  # fmt: skip
    forwarded = tuple(account(plan.of(number)) for number in persons.FORWARDED)
    yield Planted("forwarded_mail", f"{persons.FORWARDER} forwards the letters of many.", forwarded)


def _words(plan: Plan) -> Iterator[Planted]:
    for copy, of in slips.COPIERS.items():
        here, there = plan.of(copy), plan.of(of)
        rows = tuple(Row("sellers", each.site.name, each.handle, "") for each in (here, there))
        yield Planted(
            "copied_words", f"{here.handle} took the words of {there.handle}.", (account(here), account(there)), rows
        )
