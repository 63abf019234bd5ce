"""How an officer is told: sorts in the inbox, digests that hold no content, when they go, and what stops them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from tests.casework.notices.test_inbox import told
from tests.casework.operations import test_leads as leads
from tests.worlds.repository import NOW, World

from bowstreet.casework.notices import digests, setting
from bowstreet.casework.notices.models import Setting
from bowstreet.holdings.ledger import following
from bowstreet.holdings.repository import saving
from bowstreet.interfaces.doors import notices, telling
from bowstreet.vocabulary.readers import Reader

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def host(settings: Any) -> None:
    settings.EMAIL_HOST, settings.NODE_ADDRESS = "mail.example", "https://node.example"


def choose(reader: Reader, **said: Any) -> Any:
    return setting.choose(reader=reader, **{"now": NOW, "inbox": ["lead"], "address": "desk@south.example", **said})


def sent(now: Any) -> list[str]:
    """Let all go that is due, and return the texts that went."""
    mail.outbox.clear()
    while digests.keep_up(now, telling.told):
        pass
    return [str(each.body) for each in mail.outbox]


def test_a_digest_says_how_many_of_which_sort_and_where_the_node_is_and_no_more(world: World) -> None:
    lead = leads.lead(world.north)
    leads.handed(world.north, lead)
    choose(world.south, daily=["lead", "ticket"])
    assert sent(NOW + DAY - timedelta(seconds=1)) == []
    (text,) = sent(NOW + DAY)
    assert " ".join(text.split()) == "Notices that you have not read: 1 lead https://node.example/notices"
    assert (mail.outbox[0].subject, mail.outbox[0].to) == ("Notices", ["desk@south.example"])
    entry = following.after("acts", 0, 10_000)[-1].fields
    assert (entry["action"], entry["count"], entry["session"]) == ("notice.digest", 1, digests.SESSION)
    assert sent(NOW + DAY) == [], "one a day"
    notices.read_all(reader=world.south, now=NOW)
    assert sent(NOW + 2 * DAY) == [], "nothing is unread"


def test_what_was_closed_before_a_digest_goes_is_not_counted_in_it(world: World) -> None:
    lead = leads.lead(world.north)
    leads.handed(world.north, lead)
    choose(world.south, weekly=["lead"])
    saving.re_mark(
        reader=world.north, now=NOW, id=lead, begun=1, envelope={"scope": "OWNER", "recipients": []}
    )  # fmt: skip
    assert sent(NOW + 7 * DAY) == []
    assert Setting.objects.get().weekly_at == NOW + 14 * DAY, "the next is as far as after one that went"


def test_a_server_that_takes_nothing_is_asked_again_each_time_later(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads.handed(world.north, leads.lead(world.north))
    choose(world.south, daily=["lead"])

    def refuse(*_: Any) -> int:
        raise ConnectionRefusedError

    now, waits = NOW + DAY, []
    with monkeypatch.context() as down:
        down.setattr(EmailBackend, "send_messages", refuse)
        for _ in range(3):
            assert sent(now) == []
            then = Setting.objects.get().daily_at
            assert then is not None
            waits.append((then - now).total_seconds() / 60)
            now = then
    assert waits == [10, 20, 40]
    assert len(sent(now)) == 1 and Setting.objects.get().tries == 0


def test_without_a_host_nothing_is_sent_and_the_settings_say_so(world: World, settings: Any) -> None:
    leads.handed(world.north, leads.lead(world.north))
    assert choose(world.south, daily=["lead"]).works
    settings.EMAIL_HOST = ""
    assert not setting.settings(reader=world.south, now=NOW).works
    assert sent(NOW + DAY) == []


def test_a_sort_can_be_out_of_the_inbox_and_a_setting_is_its_officers_own(world: World) -> None:
    leads.handed(world.north, leads.lead(world.north))
    assert told(world.south) == ["lead"]
    choose(world.south, inbox=["ticket"], address="")
    assert told(world.south) == []
    colleague = replace(world.south, officer="another")
    assert told(colleague) == ["lead"] and setting.settings(reader=colleague, now=NOW).address == ""


@pytest.mark.parametrize(("said", "field"), [
    ({"daily": ["lead"], "weekly": ["lead"]}, "weekly"), ({"daily": ["lead"], "address": " "}, "address"),
    ({"inbox": ["rumour"]}, "inbox"),
    ({"address": "desk at south"}, "address"), ({"address": "a@b.example\nBcc: c@d.example"}, "address"),
])  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(world: World, said: dict[str, Any], field: str) -> None:
    with pytest.raises(setting.WrongSetting) as refused:
        choose(world.south, **said)
    assert refused.value.field == field and not Setting.objects.exists()
