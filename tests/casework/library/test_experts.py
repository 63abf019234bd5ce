"""Experts: listed by consent, ranked by reasons that are said, asked about records, and asked again after 180 days."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from tests.worlds import repository
from tests.worlds.agencies import NOW
from tests.worlds.repository import KEY, SHARED, World

from bowstreet.casework.library import asking, directory, helping, listing, questions, topics
from bowstreet.casework.library.expert_answers import ExpertCard, HelpPage, QuestionList
from bowstreet.holdings.ledger.models import Act
from bowstreet.holdings.repository import recording, rows, saving
from bowstreet.interfaces.doors import home
from bowstreet.vocabulary.lawfulness import Purpose
from bowstreet.vocabulary.readers import Reader, Role
from bowstreet.vocabulary.refusals import Hidden

MAIL = "tracer@example.org"


def acts(agency: str, action: str) -> list[dict[str, Any]]:
    """Return the entries of an act in an agency's tree."""
    bodies = [json.loads(body) for body in Act.objects.filter(agency=agency).values_list("body", flat=True)]
    return [each for each in bodies if each["action"] == action]


def join(reader: Reader, *competences: str, now: Any = NOW, **more: Any) -> ExpertCard:
    said = {"languages": ("en",), "jurisdictions": ("SE",), "emails": (MAIL,), "consent": True, **more}
    return listing.join(reader=reader, now=now, competences=competences or ("Tracing payments",), **said)


def listed(reader: Reader, now: Any = NOW, **more: Any) -> list[str]:
    return [each.id for each in directory.experts(reader=reader, now=now, **more).experts]


def helping_with(reader: Reader, id: str, now: Any = NOW, **more: Any) -> HelpPage:
    return helping.who_can_help(reader=reader, now=now, id=id, **more)


def asked(reader: Reader, which: str, now: Any = NOW) -> QuestionList:
    return questions.questions(reader=reader, now=now, which=which)


def wallet(reader: Reader, envelope: dict[str, Any] = SHARED) -> str:
    body = {"address": "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "market": "Lantern Market"}
    return recording.record(reader=reader, now=NOW, kind="wallet", body=body, envelope=envelope).id


def test_only_who_consented_is_listed_and_nobody_twice(world: World) -> None:
    with pytest.raises(listing.NotConsented):
        join(world.south, consent=False)
    silent = recording.record(
        reader=world.south, now=NOW, kind="expert", body={"name": "Never Asked", "competences": ["Tracing payments"]}
    ).id
    assert listed(world.north) == [] and helping_with(world.north, wallet(world.north)).experts == ()
    made = join(world.south)
    assert listed(world.north) == [made.id] != [silent] and made.consented_on == NOW.date()
    with pytest.raises(Hidden):
        directory.one(reader=world.north, now=NOW, id=silent)
    with pytest.raises(listing.ListedAlready):
        join(world.south)


def test_who_leaves_is_gone_and_nobody_who_restores_the_record_lists_them_again(world: World) -> None:
    made = join(world.south)
    with pytest.raises(Hidden):
        listing.leave(reader=world.north, now=NOW, id=made.id)
    listing.leave(reader=world.south, now=NOW, id=made.id)
    assert listed(world.north) == listed(world.south) == []
    saving.restore(reader=world.south, now=NOW, id=made.id)
    assert listed(world.north) == listed(world.south) == []
    again = join(world.south, now=NOW + timedelta(minutes=1))
    assert listed(world.north) == [again.id] != [made.id]


def test_an_entry_opens_as_far_as_its_record(world: World) -> None:
    unnamed = directory.one(reader=world.north, now=NOW, id=join(world.analyst, emails=()).id)
    assert unnamed.title == world.analyst.name, "colleagues see it whole"
    made = join(world.south, summary="Write to tracer@example.org.")
    shut = directory.one(reader=world.north, now=NOW, id=made.id)
    assert shut.emails == () and shut.title == "Expert in Tracing payments" and MAIL not in repr(shut)
    listing.leave(reader=world.south, now=NOW, id=made.id)
    made = join(world.south, summary="Write to tracer@example.org.", now=NOW + timedelta(minutes=1), named=True)
    whole = directory.one(reader=world.north, now=NOW, id=made.id)
    assert whole.emails == (MAIL,) and whole.title == world.south.name, whole
    thematic = replace(world.north, purpose=Purpose.STRATEGIC_THEMATIC_ANALYSIS)
    shut = directory.one(reader=thematic, now=NOW, id=made.id)
    assert shut.emails == () and shut.title == "Expert in Tracing payments"
    assert MAIL not in repr(shut) and world.south.name not in repr(shut)
    checking = replace(world.north, purpose=Purpose.CROSS_CHECKING)
    assert listed(checking) == [unnamed.id]
    with transaction.atomic():
        recording.mark_anew(world.south, NOW, rows.by_uids([made.id])[made.id], {"scope": "OWNER"})
    assert listed(world.north) == [unnamed.id] and made.id in listed(world.south)
    with pytest.raises(Hidden):
        asking.ask(reader=replace(world.north, case="C-7"), now=NOW, id=made.id, record=wallet(world.north), said="x")


def test_an_entry_is_to_be_verified_after_180_days_and_says_so(world: World) -> None:
    made = join(world.south)
    last, late = NOW + timedelta(days=180), NOW + timedelta(days=181)
    assert not directory.one(reader=world.north, now=last, id=made.id).stale
    assert directory.one(reader=world.north, now=late, id=made.id).stale
    assert listed(world.north, late, verified=True) == [] and listed(world.north, last, verified=True) == [made.id]
    assert home.home(reader=world.south, now=last).entry is None
    told = home.home(reader=world.south, now=late).entry
    assert told is not None and told.id == made.id
    assert home.home(reader=world.north, now=late).entry is None, "it is somebody else's"
    listing.verify(reader=world.south, now=late, id=made.id, availability="limited")
    seen = directory.one(reader=world.north, now=late, id=made.id)
    assert (seen.stale, seen.availability, seen.verified_on) == (False, "limited", late.date())
    assert home.home(reader=world.south, now=late).entry is None


def test_nobody_but_the_expert_and_the_supervisors_of_the_agency_verifies(world: World) -> None:
    made = join(world.analyst)
    colleague = replace(world.analyst, officer="another", name="Another")
    for other in (world.south, colleague):
        with pytest.raises(Hidden):
            listing.verify(reader=other, now=NOW, id=made.id, availability="away")
    assert listing.verify(reader=world.north, now=NOW, id=made.id, availability="away").availability == "away"


def test_a_prosecutor_is_listed_too(world: World) -> None:
    prosecutor = replace(world.analyst, role=Role.PROSECUTOR, purpose=Purpose.PROSECUTION, name="Ada Quill")
    made = join(prosecutor, "Evidence from abroad")
    assert listed(world.south) == [made.id] and made.mine
    listing.leave(reader=prosecutor, now=NOW, id=made.id)
    assert listed(world.south) == []


def test_the_list_is_narrowed_by_words_language_country_and_availability(world: World) -> None:
    one = join(world.south, "Tracing payments", "Monero", languages=("sv", "en"), availability="away").id
    other = join(world.analyst, "Forum moderation", languages=("nl",), jurisdictions=("NL", "BE")).id
    both = {one, other}
    assert set(listed(world.north)) == both and set(listed(world.north, availability="now")) == {other}
    for asked_for, found in (
        ({"q": "traced payment"}, {one}), ({"q": "monero moderation"}, set()), ({"language": "NL"}, {other}),
        ({"country": "be"}, {other}), ({"q": "MODERATE"}, set()), ({"q": "forums"}, {other}),
    ):  # fmt: skip
        assert set(listed(world.north, **asked_for)) == found, asked_for
    page = directory.experts(reader=world.north, now=NOW, limit=1)
    rest = directory.experts(reader=world.north, now=NOW, limit=1, after=1)
    assert page.more and not rest.more and {page.experts[0].id, rest.experts[0].id} == both
    assert [(each.value, each.many) for each in page.countries] == [("BE", 1), ("NL", 1), ("SE", 1)]


def ranked(about: topics.Topics, *cards: ExpertCard) -> list[str]:
    return [each.expert.id for each in helping.rank(cards, about, NOW)]


def test_the_order_is_that_of_the_reasons_one_after_another(world: World) -> None:
    made = join(world.south)
    about = topics.topics("wallet", {"address": "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"}, "identifiers", ["bitcoin"], "NL")
    base = replace(made, id="base", competences=("Tracing payments",), jurisdictions=("DE",), availability="away",
                   stale=True, verified_on=NOW.date() - timedelta(days=300), title="Zoe")  # fmt: skip
    order = (
        replace(base, id="two", competences=("Tracing payments", "Bitcoin")),
        replace(base, id="where", jurisdictions=("nl",)),
        replace(base, id="now", availability="now"),
        replace(base, id="limited", availability="limited"),
        replace(base, id="silent", availability=""),
        replace(base, id="fresh", stale=False, verified_on=NOW.date() - timedelta(days=180)),
        replace(base, id="later", verified_on=NOW.date() - timedelta(days=299)),
        replace(base, id="name", title="Ada"),
        base,
        replace(base, id="there", competences=("Slang",), jurisdictions=("NL",)),
    )
    nobody = replace(base, id="nobody", competences=("Slang",))
    expected = [each.id for each in order]
    assert ranked(about, nobody, *reversed(order)) == expected == ranked(about, *order, nobody)


def test_every_place_has_its_reasons_in_words(world: World) -> None:
    join(world.south, "Tracing payments", "Bitcoin", "Slang", jurisdictions=("NL",))
    page = helping_with(world.north, wallet(world.north))
    (only,) = page.experts
    assert [each.sort for each in only.reasons] == ["competence", "competence", "jurisdiction", "availability", "day"]
    assert "‘Bitcoin’ names ‘Bitcoin’: it goes with an identifier of the type bitcoin." in repr(only.reasons)
    assert page.method == helping.METHOD and len(page.order) == 5 and "Slang" not in repr(only.reasons)
    assert helping_with(world.north, page.record.id, language="xx").experts == ()
    assert helping_with(world.south, wallet(world.south)).experts == (), "oneself is not told to ask oneself"


def test_a_record_that_is_shut_tells_its_kind_alone_and_a_hidden_one_nothing(world: World) -> None:
    join(world.analyst, "Lantern trade", jurisdictions=("FR",))
    id = world.vendor(world.south, "lampwright", SHARED, pgp=[KEY])
    open_ = helping_with(world.north, id)
    assert open_.experts[0].reasons[0].sort == "competence" and "Lantern Market" in open_.about
    closed = helping_with(replace(world.north, purpose=Purpose.CROSS_CHECKING), id)
    assert closed.experts == () and "Lantern" not in repr(closed.about)
    hidden = world.vendor(world.south, "tidewaiter")
    with pytest.raises(Hidden):
        helping_with(world.north, hidden)


def test_a_question_reaches_the_expert_and_moves_nothing_of_the_record(world: World) -> None:
    made, record = join(world.south), wallet(world.north, repository.OWN)
    asker = replace(world.analyst, case="C-7", reason="before the hearing")
    sent = asking.ask(reader=asker, now=NOW, id=made.id, record=record, said="Can you read this chain?")
    assert sent.record is not None and sent.why == "C-7\nbefore the hearing" and not sent.asks
    told = asked(world.south, "told")
    (mine,) = told.questions
    assert (told.waiting, mine.said, mine.officer) == (1, "Can you read this chain?", "Sam Quill")
    assert mine.record is None and mine.why == "" and record not in repr(mine) and "hearing" not in repr(mine)
    assert [each.id for each in home.home(reader=world.south, now=NOW).questions] == [mine.id]
    assert asked(world.south, "asked").questions == asked(world.north, "told").questions == ()
    assert [each.id for each in asked(world.north, "asked").questions] == [mine.id], "a supervisor reads the agency's"
    colleague = replace(world.analyst, officer="another")
    assert asked(colleague, "asked").questions == ()
    for agency, saw in (("south", False), ("north", True)):
        (entry,) = acts(agency, "expert.ask")
        assert (record in entry["records"]) is saw and made.id in entry["records"]
        assert "chain" not in repr(entry) and ("reason" in entry) is saw


def test_the_answer_comes_back_once_and_is_in_both_ledgers(world: World) -> None:
    made, record = join(world.south), wallet(world.north)
    sent = asking.ask(reader=replace(world.north, case="C-7"), now=NOW, id=made.id, record=record, said="Help?")
    with pytest.raises(Hidden):
        asking.answer(reader=world.north, now=NOW, id=sent.id, answer="helps")
    with pytest.raises(asking.NoReason):
        asking.answer(reader=world.south, now=NOW, id=sent.id, answer="cannot", said=" ")
    asking.answer(reader=world.south, now=NOW, id=sent.id, answer="helps", said="On Monday.")
    (back,) = asked(world.north, "asked").questions
    assert (back.answer, back.replied, back.answered_by) == ("helps", "On Monday.", world.south.name)
    assert asked(world.south, "told").waiting == 0
    with pytest.raises(asking.Answered):
        asking.answer(reader=world.south, now=NOW, id=sent.id, answer="cannot", said="No.")
    for slug in ("north", "south"):
        assert len(acts(slug, "question.answer:helps")) == 1


def test_a_question_is_logged_on_the_case_that_was_named(world: World) -> None:
    made, record = join(world.south), wallet(world.north)
    case = recording.record(
        reader=world.north, now=NOW, kind="case", body={"title": "Sellers", "reference": "C-7"},
        envelope=repository.BASIS,
    ).id  # fmt: skip
    for number, named in enumerate(("C-7", case, "another")):
        now = NOW + timedelta(minutes=number)
        asking.ask(reader=replace(world.north, case=named), now=now, id=made.id, record=record, said=f"Help {number}?")
    assert [each.said for each in helping_with(world.north, case).questions] == ["Help 1?", "Help 0?"]
    assert len(helping_with(world.north, record).questions) == 3
    assert helping_with(world.south, record).questions == (), "who is asked reads it among the questions"


def test_an_expert_without_an_account_is_reached_by_the_supervisors_of_the_agency(world: World) -> None:
    body = {"name": "Out Side", "competences": ["Slang"], "consented_on": "2026-01-02"}
    made = recording.record(reader=world.north, now=NOW, kind="expert", body=body).id
    assert not directory.one(reader=world.south, now=NOW, id=made).reaches
    asking.ask(reader=replace(world.south, case="S-1"), now=NOW, id=made, record=wallet(world.south), said="Help?")
    assert asked(world.north, "told").waiting == 1 and asked(world.analyst, "told").waiting == 0


def test_nobody_asks_without_words_or_oneself(world: World) -> None:
    made, record = join(world.south), wallet(world.south)
    asker = replace(world.south, case="S-1")
    with pytest.raises(asking.AskedOneself):
        asking.ask(reader=asker, now=NOW, id=made.id, record=record, said="Help?")
    with pytest.raises(asking.NothingAsked):
        asking.ask(reader=replace(world.north, case="C-7"), now=NOW, id=made.id, record=record, said="\u200b ")
