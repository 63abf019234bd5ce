"""Wallets written as the tags of a TagPack, and organisations as the actors of an ActorPack.

The rules are those of GraphSense's own tool, tagpack-tool 25.8.1: ``tagpack/conf/tagpack_schema.yaml`` and
``actorpack_schema.yaml`` for the fields, ``tagpack/db/confidence.csv`` and ``concepts.yaml`` for the codes.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

import yaml

from bowstreet.formats.exchange import coins, untold
from bowstreet.formats.exchange.leaving import Bundle, Leaving, LeavingLink, Written
from bowstreet.formats.exchange.losses import Loss, Why, summed
from bowstreet.formats.tagpacks.concepts import CONCEPTS, confidence
from bowstreet.vocabulary import countries
from bowstreet.vocabulary.envelope import Particulars, Terms
from bowstreet.vocabulary.handling import State, Tlp, strictest
from bowstreet.vocabulary.kinds import catalogue, stating
from bowstreet.vocabulary.lawfulness import Basis
from bowstreet.vocabulary.linking import LinkType
from bowstreet.vocabulary.selectors import SelectorType, recognise
from bowstreet.vocabulary.statements import Statement

_CURRENCIES: Final = {type: code for code, type in coins.BY_CURRENCY.items() if code != "XBT"}
_SAID_OF_WALLET: Final = frozenset({"address", "labels", "service", "market"})
_SAID_OF_ACCOUNT: Final = frozenset({"exchange", "wallets"})
_SAID_OF_ACTOR: Final = frozenset({"name", "aliases", "sites", "activity", "country"})
_NO_ID: Final = re.compile(r"[^a-z0-9]+")
_LIKE_A_NUMBER: Final = re.compile(r"[-+.]?[0-9]")
_ENVELOPE: Final = tuple(each.name for half in (Terms, Particulars) for each in fields(half))
_FRAME: Final = ("created_at", "first_seen", "last_seen", "owner_name")
_NAMES: Final = ("service", "market")
_ROW: Final = "observation:"
_IN_CONTEXT: Final = frozenset({"tlp", "grade", "owner"})
Tag = dict[str, Any]


class NotWritten(ValueError):
    """Nothing that a pack could hold; the message says so in a sentence."""


class _Plain(yaml.SafeDumper):
    """Writes no anchors: what stands twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """Say of everything that it has no anchor."""
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Quote what another reader of YAML than the tool's might take for a number, such as 1e5."""
    style = "'" if _LIKE_A_NUMBER.match(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _text)


def tagpack(bundle: Bundle, *, now: datetime) -> Written:
    """Return the wallets, and the wallets of exchange accounts, as a TagPack."""
    losses: list[Loss] = []
    newest = _newest(bundle, losses)
    actors = _controllers(bundle.links, newest)
    tags: dict[tuple[str, ...], Tag] = {}
    for record in newest.values():
        for tag in _tags(record, actors.get(record.id, ""), losses):
            if tags.setdefault(_key(tag), tag) is not tag:
                losses.append(Loss("wallet.labels", Why.COARSER))
    for link in bundle.links:
        if newest.get(link.right) and actors.get(link.right) and link.type is LinkType.CONTROLS:
            losses += _untold(link)
        else:
            losses.append(Loss(f"link.{link.type}", Why.NO_KIND))
    losses += [Loss(f"judgement.{each.verdict}", Why.NO_KIND) for each in bundle.judgements]
    if not tags:
        raise NotWritten("Nothing of this is a wallet, and a TagPack holds nothing else.")
    return _written("tags", list(tags.values()), list(newest.values()), now, losses)


def actorpack(bundle: Bundle, *, now: datetime) -> Written:
    """Return the organisations as an ActorPack."""
    losses: list[Loss] = []
    newest = _newest(bundle, losses)
    ids = _actor_ids(newest.values())
    actors = []
    for record in newest.values():
        if record.id in ids:
            actors.append(_actor(record, ids[record.id], losses))
        else:
            losses.append(Loss(record.kind, Why.NO_KIND))
    if not actors:
        raise NotWritten("Nothing of this is an organisation, and an ActorPack holds nothing else.")
    losses += [Loss(f"link.{each.type}", Why.NO_KIND) for each in bundle.links]
    losses += [Loss(f"judgement.{each.verdict}", Why.NO_KIND) for each in bundle.judgements]
    return _written("actors", actors, [each for each in newest.values() if each.id in ids], now, losses)


def _newest(bundle: Bundle, losses: list[Loss]) -> dict[str, Leaving]:
    """Return each record in its newest version; an earlier one is lost, and so is one that was erased."""
    found: dict[str, Leaving] = {}
    for each in sorted(bundle.records, key=lambda each: each.version):
        if each.id in found:
            losses.append(Loss("record.version", Why.NO_FIELD))
        found[each.id] = each
    erased = [own for own, each in found.items() if each.envelope.terms.state is State.ERASED]
    losses += [Loss(found.pop(own).kind, Why.NO_KIND) for own in erased]
    return found


def _tags(record: Leaving, actor: str, losses: list[Loss]) -> Iterator[Tag]:
    """Yield the tags of a record, one for each label that a source gave its address, or for each of its addresses."""
    if record.kind == "wallet" and record.body.get("address"):
        losses += _unsaid(record, _SAID_OF_WALLET)
        category = "market" if record.body.get("market") else "service" if record.body.get("service") else ""
        said = catalogue.ALL["wallet"].statements(record.body, "labels")
        name = str(record.body.get("service") or record.body.get("market") or "Unnamed wallet")
        labels = said or (Statement(name, grade=record.envelope.particulars.grade),)
        told = {each.value for each in labels}
        losses += [Loss(f"wallet.{each}", Why.COARSER) for each in _NAMES if record.body.get(each, name) not in told]
        for each in labels:
            losses += [Loss("wallet.labels.grade", Why.COARSER), *_unstated("wallet.labels", each)]
            yield _tag(record, str(record.body["address"]), each.value, each, category, actor)
    elif record.kind == "exchange_account" and record.body.get("wallets"):
        losses += _unsaid(record, _SAID_OF_ACCOUNT)
        label = str(record.body.get("exchange") or "Unnamed exchange")
        for each in catalogue.ALL["exchange_account"].statements(record.body, "wallets"):
            losses += [
                Loss("exchange_account.wallets.grade", Why.COARSER),
                *_unstated("exchange_account.wallets", each),
            ]
            yield _tag(record, each.value, label, each, "exchange", actor)
    elif not (record.kind == "organisation" and actor):
        losses.append(Loss(record.kind, Why.NO_KIND))
    else:
        losses.append(Loss("organisation", Why.COARSER))


def _tag(record: Leaving, address: str, label: str, said: Statement, category: str, actor: str) -> Tag:
    currency = _currency(address)
    context = {**_context(record), "grade": str(said.grade), "basis": said.basis.value}
    tag = {
        "address": address,
        "label": label,
        "currency": currency,
        "network": currency,
        "source": _source(record, said),
        "confidence": confidence(said.grade, said.basis),
        "category": category,
        "actor": actor,
        "lastmod": record.modified_at.date(),
        "context": json.dumps(context),
    }
    return {name: value for name, value in tag.items() if value}


def _context(record: Leaving) -> dict[str, str | int]:
    """Return what an entry says of the record that it was made of, for whoever knows such records."""
    terms, grade = record.envelope.terms, record.envelope.particulars.grade
    return {"record": record.id, "version": record.version, "grade": str(grade), "tlp": terms.tlp.value,
            "owner": record.owner}  # fmt: skip


def _source(record: Leaving, said: Statement) -> str:
    """Return where a label comes from; the number of a row means nothing elsewhere."""
    named = said.source if not said.source.startswith(_ROW) else ""
    return named or f"Record {record.id} of {record.owner_name or record.owner}"


def _currency(address: str) -> str:
    """Return the code of the coin that an address of ours is of."""
    return next(_CURRENCIES[each.type] for each in recognise(address) if each.type in _CURRENCIES)


def _key(tag: Tag) -> tuple[str, ...]:
    """Return by what the tool takes two tags for one."""
    return tuple(str(tag.get(name, "")).lower() for name in ("address", "currency", "network", "label", "source"))


def _controllers(links: Sequence[LeavingLink], newest: Mapping[str, Leaving]) -> dict[str, str]:
    """Return by the ids of records the actor that controls each, and of each actor its own; of several the first."""
    ids = _actor_ids(newest.values())
    found: dict[str, str] = {}
    for each in links:
        if each.type is LinkType.CONTROLS and each.left in ids and each.right not in ids:
            found.setdefault(each.right, ids[each.left])
            found[each.left] = ids[each.left]
    return found


def _actor_ids(records: Iterable[Leaving]) -> dict[str, str]:
    """Return by the ids of organisations the ids that they have as actors: their names in small letters, each once."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for each in records:
        if each.kind == "organisation" and each.body.get("name"):
            name = _NO_ID.sub("_", str(each.body["name"]).lower()).strip("_") or "actor"
            found[each.id] = name if name not in taken else f"{name}_{each.id[-12:]}"
            taken.add(found[each.id])
    return found


def _actor(record: Leaving, id: str, losses: list[Loss]) -> Mapping[str, Any]:
    body = record.body
    losses += _unsaid(record, _SAID_OF_ACTOR)
    for name in ("aliases", "sites"):
        weighed = sum(Statement(each.value) != each for each in catalogue.ALL["organisation"].statements(body, name))
        losses += [Loss(f"organisation.{name}", Why.COARSER, weighed)] if weighed else []
    sites = [_page(each) for each in stating.plain(body, "sites")]
    activity = [each.strip() for each in str(body.get("activity", "")).split(",") if each.strip()]
    categories = [each for each in activity if each in CONCEPTS]
    if len(categories) < len(activity):
        losses.append(Loss("organisation.activity", Why.NO_FIELD))
    country = str(body.get("country", ""))
    if country and country not in countries.CODES:
        losses.append(Loss("organisation.country", Why.NO_FIELD))
    actor = {
        "id": id,
        "label": str(body["name"]),
        "uri": sites[0] if sites else f"urn:uuid:{record.id}",
        "categories": categories or ["organization"],
        "jurisdictions": [country] if country in countries.CODES else [],
        "aliases": stating.plain(body, "aliases"),
        "lastmod": record.modified_at.date(),
        "context": json.dumps(_context(record) | ({"uris": sites[1:]} if sites[1:] else {})),
    }
    return {name: value for name, value in actor.items() if value}


def _page(site: str) -> str:
    return site if any(each.type is SelectorType.URL for each in recognise(site)) else f"http://{site}"


def _unsaid(record: Leaving, said: frozenset[str]) -> Iterator[Loss]:
    """Yield the fields of a record and the parts of its frame and its envelope that a pack has no place for."""
    yield from (Loss(f"{record.kind}.{name}", Why.NO_FIELD) for name in record.body if name not in said)
    yield from (Loss(f"envelope.{name}", Why.NO_FIELD) for name in _ENVELOPE if name not in _IN_CONTEXT)
    yield from (Loss(f"record.{name}", Why.NO_FIELD) for name in _FRAME if getattr(record, name))
    if record.title != catalogue.ALL[record.kind].title(record.body):
        yield Loss("record.title", Why.NO_FIELD)


def _unstated(part: str, said: Statement) -> Iterator[Loss]:
    """Yield what a tag does not say of the statement that it is made of: its days, and a row as its source."""
    has = {"first_seen": said.first_seen, "last_seen": said.last_seen, "source": said.source.startswith(_ROW)}
    return (Loss(f"{part}.{name}", Why.NO_FIELD) for name, each in has.items() if each)


def _untold(link: LeavingLink) -> list[Loss]:
    """Return what a tag does not say of who controls its wallet: all but that somebody does."""
    has = {"basis": link.basis is not Basis.FACT, "first_seen": link.first_seen, "last_seen": link.last_seen}
    return [*untold.of_link(link), *(Loss(f"link.{name}", Why.NO_FIELD) for name, each in has.items() if each)]


def _written(
    sort: str, entries: Sequence[Mapping[str, Any]], records: Sequence[Leaving], now: datetime, losses: list[Loss]
) -> Written:
    owners = list(dict.fromkeys(each.owner_name or each.owner for each in records))
    level = strictest([each.envelope.terms.tlp for each in records] or [Tlp.RED])
    head = {
        "title": f"Records taken out of Bowstreet on {now:%Y-%m-%d}",
        "creator": owners[0] if len(owners) == 1 else "Bowstreet",
        "description": f"TLP:{level}. Held under the conditions of {', '.join(owners) or 'nobody'}.",
    }
    text = yaml.dump({**head, sort: list(entries)}, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10**6)
    return Written(text.encode(), summed(losses))
