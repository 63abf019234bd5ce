"""The walk over the operations by which records leave, and over those on which two agencies meet."""

from tests.interfaces.api.walking import Walk
from tests.worlds import agencies

from bowstreet.casework.deconfliction import arriving
from bowstreet.casework.sharing import lining

SAID = {"title": "Sellers for south", "receivers": ["south"], "purposes": ["operational_analysis"],
        "parties": ["Harbour Police"]}  # fmt: skip
SELLER = {
    "kind": "vendor_account",
    "body": {"market": "Lantern Market", "handle": "tidewaiter", "emails": ["tide@example.org", "wait@example.org"]},
    "envelope": {
        "legal_basis": "an invented act",
        "subject_category": "suspect",
        "category_ground": "offered for sale",
    },
}


def walk_all(walk: Walk, south: Walk) -> None:
    """Walk all of it as a supervisor, who lets records leave and makes agreements, beside one who receives."""
    assert walk.get("/leaving", {"found": "true", "format": "stix", "tlp": "RED"})["balance"]["records"]
    free = {"tlp": "RED", "reason": "for the hearing", "to": ["south"]}
    made = walk.post("/exports", {"q": "", "found": True, "format": "csv", **free})
    assert walk.get("/exports/{id}", id=made["id"]) == made
    assert walk.get("/exports/{id}/file", id=made["id"]).startswith(b'"id","kind"')
    _agreements(walk, south)
    _tickets(walk, south)
    _experts(walk, south)
    _behaviours(walk)
    _tools(walk)
    _plans(walk, south)
    _requests(walk, south)
    _corrections(walk, south)
    _delegations(walk, south)
    _personas(walk)


def _delegations(walk: Walk, south: Walk) -> None:
    marks = {**SELLER["envelope"], "scope": "NAMED", "recipients": ["south"]}  # type: ignore[dict-item]
    body = {"market": "Lantern Market", "handle": "wharfinger"}
    agencies.found("east", "PL")
    record = walk.post("/records", {"kind": "vendor_account", "body": body, "envelope": marks})["id"]
    said = {"record": record, "agency": "south", "receivers": ["east"], "until": agencies.NOW.date().isoformat()}
    made = walk.post("/delegations", said)
    held, given = south.get("/delegations")["held"], walk.get("/delegations")["given"]
    assert [each["id"] for each in held] == [each["id"] for each in given] == [made["id"]]
    assert south.post("/delegations/{id}/publish", {"receivers": ["east"]}, id=made["id"])["published"]
    assert walk.post("/delegations/{id}/end", id=made["id"])["state"] == "ended"


def _agreements(walk: Walk, south: Walk) -> None:
    made = walk.post("/agreements", SAID)
    while lining.keep_up(agencies.NOW):
        pass
    assert walk.get("/agreements")["agreements"]
    walk.get("/agreements/{id}", id=made["id"])
    [added, *_] = walk.get("/agreements/{id}/records", id=made["id"])["added"]
    walk.post("/agreements/{id}/releases", {"receiver": "Harbour Police"}, id=made["id"])
    assert walk.get("/records/{id}/releases", id=added["record"])["releases"]
    walk.post("/records/{id}/recalls", {"reason": "a wrong name"}, id=added["record"])
    assert south.post("/agreements/{id}/receipts", id=made["id"])["own"] is False
    walk.post("/agreements/{id}/recalls", {"reason": "a wrong name"}, id=made["id"])
    walk.get("/agreements/{id}/releases", id=made["id"])
    _peers(walk, made["id"])
    walk.post("/agreements/{id}/end", id=made["id"])


def _behaviours(walk: Walk) -> None:
    """Attach a record to a behaviour, say what answered it, take both back and decline a suggestion."""
    card = {"kind": "behaviour", "body": {"title": "Sells by the tide", "words": ["tidewaiter"]}}
    id = walk.post("/records", card)["id"]
    held = walk.post("/records", {**SELLER, "body": {**SELLER["body"], "handle": "ebb"}})["id"]  # type: ignore[dict-item]
    answering = walk.post("/records", {"kind": "practice", "body": {"title": "Wait for the tide"}})["id"]
    made = walk.post("/behaviours/{id}/instances", {"record": held, "why": "It says so."}, id=id)
    assert [each["record"] for each in made["instances"]] == [held]
    made = walk.post("/behaviours/{id}/practices", {"practice": answering, "said": "It ended."}, id=id)
    walk.post("/behaviours/{id}/detach", {"link": made["practices"][0]["id"]}, id=id)
    said = {"practice": "practice/two-closings", "said": "It ended."}
    cards = walk.post("/behaviours/{id}/practices", said, id=id)["cards"]
    assert [each["card"] for each in cards] == [["practice", "two-closings"]]
    assert walk.get("/library/{sort}/{id}", sort="practice", id="two-closings")["behaviours"][0]["id"] == id
    assert walk.get("/behaviours/{id}/rows", {"since": "2020-01-01"}, id=id)["words"] == ["tidewaiter"]
    walk.post("/behaviours/{id}/decline", {"record": made["suggested"][0]["record"]}, id=id)
    assert walk.get("/behaviours")["rows"][0]["instances"] == 1
    assert walk.get("/behaviours/{id}", id=id)["practices"] == []


def _tools(walk: Walk) -> None:
    """Say where a tool was used, what is wrong with it and what a court held of it."""
    id = walk.post("/records", {"kind": "tool", "body": {"title": "Tide reader", "version": "2"}})["id"]
    used = walk.post("/records", {"kind": "practice", "body": {"title": "Read the tide"}})["id"]
    walk.post("/tools/{id}/uses", {"record": used, "worked": "yes", "said": "It turned."}, id=id)
    walk.post("/tools/{id}/faults", {"said": "It is slow.", "source": "its maker", "version": "1"}, id=id)
    made = walk.post("/tools/{id}/acceptance", {"country": "nl", "held": "accepted", "source": "a case"}, id=id)
    assert made == walk.get("/tools/{id}", id=id) and made["rate"]["worked"] == 1
    assert walk.get("/tools", {"q": "tool for tides"})["rows"][0]["accepted_in"] == ["NL"]


def _peers(walk: Walk, agreement: str) -> None:
    said = {"name": "Harbour Police", "address": "https://node.example/taxii2/", "collection": "sellers",
            "direction": "both", "token": "a-token", "agreement": agreement}  # fmt: skip
    made = walk.post("/peers", said)
    assert "a-token" not in str(made)
    assert walk.get("/peers")["peers"] == [walk.get("/peers/{id}", id=made["id"])]
    walk.post("/peers/{id}/pull", id=made["id"])
    walk.post("/peers/{id}/push", id=made["id"])
    assert walk.post("/peers/{id}/end", id=made["id"])["state"] == "ended"


def _operations(walk: Walk, south: Walk) -> None:
    """Say what one works on, and look at who does and where two do the same."""
    basis = {"legal_basis": "an invented act"}
    said = {"title": "Sellers of oil", "markets": ["Lantern Market"], "envelope": basis}
    made = walk.post("/focus", said)
    assert [each["id"] for each in walk.get("/focus", {"market": "lantern market"})["rows"]] == [made["id"]]
    (other,) = walk.get("/double-effort")["agencies"]
    assert (other["agency"], other["total"]) == ("south", 3)
    (pair,) = walk.get("/give-and-get")["rows"]
    assert (pair["agency"], pair["sorts"]) == ("south", [{"sort": "hit", "gave": 3, "got": 3}])
    _joint(walk, south)
    _leads(walk, south)
    _notices(walk)


def _joint(walk: Walk, south: Walk) -> None:
    """Lead an operation from its beginning to its close, beside one who is invited."""
    id = walk.post("/operations", {"title": "Operation Snuffer", "markets": ["Lantern Market"]})["id"]
    walk.post("/operations/{id}/partners", {"agency": "south"}, id=id)
    assert south.post("/operations/{id}/answer", {"answer": "accept"}, id=id)["rows"][0]["part"] == "accepted"
    (task,) = walk.post("/operations/{id}/tasks", {"agency": "south", "title": "Copy it"}, id=id)["tasks"]
    assert south.post("/operations/{id}/tasks/{task}/done", id=id, task=task["id"])["tasks"][0]["done_at"]
    south.post("/operations/{id}/decisions", {"text": "We wait."}, id=id)
    _layers(walk, id)
    _scope(walk, south, id)
    walk.post("/operations/{id}/stage", {"stage": "action", "action_on": "2026-03-09"}, id=id)
    told = {"outcome": "Two arrests.", "lesson": "Copy first", "happened": "It was wiped.", "advice": "Copy it."}
    walk.post("/operations/{id}/close", told, id=id)
    assert walk.get("/operations/{id}", id=id)["stage"] == "concluded"
    assert walk.get("/operations/{id}/leads", id=id)["total"] == 0
    assert walk.get("/operations")["rows"][0]["id"] == id
    assert walk.get("/operations/across")["ended"] == 1


def _layers(walk: Walk, id: str) -> None:
    """Bring a record into the pool, keep a note beside it, and take both out."""
    held = walk.post("/records", SELLER)["id"]
    assert walk.post("/operations/{id}/pool", {"record": held}, id=id)["pool"][0]["record"] == held
    assert walk.post("/operations/{id}/pool/{record}/out", id=id, record=held)["pool"] == []
    (kept,) = walk.post("/operations/{id}/layer", {"note": "Ours alone.", "about": held}, id=id)["rows"]
    assert walk.get("/operations/{id}/layer", id=id)["rows"] == [kept]
    assert walk.post("/operations/{id}/layer/{kept}/drop", id=id, kept=kept["id"])["rows"] == []


def _scope(walk: Walk, south: Walk, id: str) -> None:
    """Say which identifiers an operation works on, and ask for a disk by an instrument."""
    (named,) = south.post("/operations/{id}/targets", {"identifiers": "email:quay@example.org"}, id=id)["targets"]
    assert walk.post("/operations/{id}/targets/{target}/out", id=id, target=named["id"])["targets"] == []
    asked = {"code": "EIO", "to": "south", "title": "The disk"}
    (made,) = walk.post("/operations/{id}/instruments", asked, id=id)["instruments"]
    path = "/operations/{id}/instruments/{instrument}/steps"
    (sent,) = walk.post(path, {"state": "sent"}, id=id, instrument=made["id"])["instruments"]
    assert [each["state"] for each in sent["steps"]] == ["prepared", "sent"]


def _leads(walk: Walk, south: Walk) -> None:
    """Hand a lead to south, which answers and says how it came out."""
    said = {
        "kind": "lead",
        "body": {"title": "Seller at the quay", "reference": "L-1"},
        "envelope": {**SELLER["envelope"], "scope": "NAMED", "recipients": ["south"]},
    }  # type: ignore[dict-item]
    id = walk.post("/records", said)["id"]
    given = {"to": "south", "authority": "The prosecutor", "asked": "prosecution", "due_on": "2027-01-01"}
    walk.post("/leads/{id}/hand-overs", given, id=id)
    assert south.get("/leads")["to_answer"] == 1
    south.post("/leads/{id}/answer", {"answer": "accepted"}, id=id)
    assert south.get("/leads/{id}/package", id=id)["hand_over"]["authority"] == "The prosecutor"
    south.post("/leads/{id}/stages", {"stage": "convicted"}, id=id)
    assert walk.get("/leads/{id}", id=id)["stage"] == "convicted"
    assert walk.get("/leads/funnel")["whole"]["leads"] == 1


def _notices(walk: Walk) -> None:
    """Read what north is told, one notice and then all."""
    told = walk.get("/notices")
    assert {"lead_answered", "lead_stage"} <= {each["sort"] for each in told["notices"]}
    (one, *_) = told["notices"]
    assert walk.post("/notices/{id}/read", id=one["id"])["address"] == one["address"]
    assert walk.get("/notices")["unread"] == told["total"] - 1
    assert walk.post("/notices/read")["unread"] == 0
    assert not walk.get("/notices/settings")["works"]
    said = {"inbox": ["task"], "weekly": ["lead_stage"], "address": "desk@north.example"}
    assert walk.post("/notices/settings", said)["address"] == "desk@north.example"
    assert walk.get("/notices")["total"] < told["total"]


def _tickets(walk: Walk, south: Walk) -> None:
    """Let both agencies record one seller, and walk what each does with the tickets that come of it."""
    assert walk.get("/tickets")["tickets"] == []
    for each in (walk, south):
        each.post("/records", SELLER)
    while arriving.keep_up(agencies.NOW):
        pass
    _operations(walk, south)
    first, second, third, *_ = (each["ref"] for each in walk.get("/tickets")["tickets"])
    walk.post("/tickets/{ref}/take", ref=first)
    walk.post("/tickets/{ref}/escalate", ref=first)
    assert walk.post("/tickets/{ref}/merge", {"into": first}, ref=second)["merged_into"] == first
    south.post("/tickets/{ref}/answer", {"answer": "talk", "said": "Call us."}, ref=first)
    assert walk.get("/tickets/{ref}", ref=first)["theirs"]["said"] == "Call us."
    assert walk.post("/tickets", {"refs": [third], "act": "take"})["mine"] == 2
    pattern = "[email-addr:value = 'tide@example.org']"
    assert walk.get("/patterns", {"pattern": pattern})["is_true"]


def _experts(walk: Walk, south: Walk) -> None:
    """Let south be listed and asked, answer, verify the entry and leave."""
    made = south.post("/experts", {"competences": ["Sellers"], "consent": True, "named": True})
    record = walk.get("/find", {"q": "tidewaiter"})["hits"][0]["id"]
    assert walk.get("/experts", {"q": "sellers"})["total"] == 1
    assert walk.get("/experts/{id}", id=made["id"])["competences"] == ["Sellers"]
    assert walk.get("/records/{id}/experts", id=record)["experts"][0]["reasons"]
    said = {"record": record, "said": "Who is this?", "reason": "before a test purchase"}
    asked = walk.post("/experts/{id}/questions", said, id=made["id"])
    assert south.get("/questions")["waiting"] == 1
    south.post("/questions/{id}/answer", {"answer": "helps"}, id=asked["id"])
    assert walk.get("/questions", {"which": "asked"})["questions"][0]["answer"] == "helps"
    south.post("/experts/{id}/verify", {"availability": "away"}, id=made["id"])
    south.post("/experts/{id}/leave", id=made["id"])


def _plans(walk: Walk, south: Walk) -> None:
    """Let both agencies plan an action on one market, and call one of them off."""
    said = {"title": "A test purchase", "kind": "market", "place": "Lantern Market", "since": "2026-03-03 09:00",
            "until": "2026-03-03T12:00:00+00:00"}  # fmt: skip
    mine = walk.post("/plans", said)
    assert south.post("/plans", said)["conflicts"][0]["agency"] == "north"
    assert walk.get("/plans")["plans"] == [walk.get("/plans/{id}", id=mine["id"])]
    assert walk.post("/plans/{id}/off", id=mine["id"])["conflicts"] == []


def _personas(walk: Walk) -> None:
    """Enter a persona under a handle that somebody else holds, and end it."""
    said = {"label": "The tide", "identifiers": "handle:Lantern Market:tidewaiter"}
    made = walk.post("/personas", said)
    assert made["personas"][0]["alerts"] and walk.get("/personas") == made
    assert walk.post("/personas/{id}/end", id=made["personas"][0]["id"])["personas"] == []


def _requests(walk: Walk, south: Walk) -> None:
    """Let one agency ask the other for identifiers, and that one release and take them back."""
    said = {**SELLER, "body": {"market": "Lantern Market", "handle": "askedfor"}}
    shared = {**SELLER["envelope"], "scope": "LEA", "tlp": "GREEN", "handling": ["H0"]}  # type: ignore[dict-item]
    record = walk.post("/records", {**said, "envelope": shared})["id"]
    assert south.get("/records/{id}/ask", id=record)["actions"] == ["identifiers"]
    asked = {"actions": ["identifiers"], "until": f"{agencies.NOW.date()}", "why": "The same seller?"}
    made = south.post("/records/{id}/ask", asked, id=record)
    assert [each["id"] for each in walk.get("/requests")["to_answer"]] == [made["id"]]
    released = walk.post("/requests/{id}/answer", {"answer": "approved", "actions": ["identifiers"]}, id=made["id"])
    assert released["state"] == "approved" and south.get("/requests/{id}", id=made["id"])["given"] == ["identifiers"]
    assert south.get("/records/{id}", id=record)["depth"] == "identifiers"
    assert walk.post("/requests/{id}/withdraw", id=made["id"])["state"] == "taken_back"
    assert south.get("/records/{id}", id=record)["depth"] == "body"


def _corrections(walk: Walk, south: Walk) -> None:
    """Let one agency correct a value of the other, and that one accept it; a second one is declined, a third ended."""
    shared = {**SELLER["envelope"], "scope": "LEA", "tlp": "GREEN", "handling": ["H0"]}  # type: ignore[dict-item]
    body = {"market": "Lantern Market", "handle": "mistaken", "products": ["drugs"], "ships_from": ["NL", "DE"]}
    record = walk.post("/records", {**SELLER, "body": body, "envelope": shared})["id"]
    sheet = south.get("/records/{id}/correct", id=record)
    assert "handle" not in {each["field"]["name"] for each in sheet["fields"]}
    said = {"field": "ships_from", "sort": "replace", "before": "DE", "after": "BE", "why": "Its stamps are Belgian."}
    made = south.post("/records/{id}/correct", said, id=record)
    assert [each["id"] for each in walk.get("/corrections")["to_decide"]] == [made["id"]]
    read = walk.get("/corrections/{id}", id=made["id"])
    done = walk.post("/corrections/{id}/answer", {"answer": "accepted", "version": read["version"]}, id=made["id"])
    assert (done["state"], walk.get("/records/{id}", id=record)["version"]) == ("accepted", 2)
    said = {"field": "products", "sort": "remove", "before": "drugs", "why": "Nothing but bread."}
    other = south.post("/records/{id}/correct", said, id=record)
    assert south.post("/corrections/{id}/withdraw", id=other["id"])["state"] == "withdrawn"
