"""Of every template with a page: which sample shows it full, empty and gone wrong, or why there is no such state.

Each is shown with long texts, too: every sample is filled with them (``long_texts``).
"""

from collections.abc import Mapping
from typing import NamedTuple


class States(NamedTuple):
    """The names of samples; a sentence that begins with 'Never:' where a page cannot come into a state."""

    full: str
    empty: str
    error: str


NEVER = "Never:"
_REFUSED, _WRONG, _NOT_HERE = "refused", "cannot-take", "nothing-here"
"""What answers in place of a page without a form, whose form cannot be taken, or that is not for the reader."""

_OF_A_RECORD = f"{NEVER} it is about something that exists."
_DONE = f"{NEVER} it says what was done."

STATES: Mapping[str, States] = {
    "home.html": States("home", "home-empty", "failed"),
    "find.html": States("find", "find-empty", _WRONG),
    "find_results.html": States("results-alone", "find-empty", _WRONG),
    "find_preview.html": States("preview-alone", "preview-alone-closed", _NOT_HERE),
    "find_near.html": States("near-alone", "near-alone-empty", "near-alone-nothing"),
    "find_observations.html": States("rows-alone", "rows-alone-empty", _REFUSED),
    "observation.html": States("observation", f"{NEVER} a row has cells.", "observation-damaged"),
    "check.html": States("check-answered", "check", "check-none"),
    "check_recorded.html": States("check-recorded", _DONE, _REFUSED),
    "record.html": States("record-own", "record-bare", _NOT_HERE),
    "history.html": States("history", "history-first", _NOT_HERE),
    "view_as.html": States("view-as-alone", _OF_A_RECORD, _REFUSED),
    "entity.html": States("entity", "entity-alone", _NOT_HERE),
    "pair.html": States("pair", "pair-unjudged", _REFUSED),
    "kinds.html": States("kinds", f"{NEVER} the kinds are the product's own.", _REFUSED),
    "form.html": States("form-compare", "form-blank", "form"),
    "marking.html": States("marking", f"{NEVER} a record has an envelope.", "marking-second"),
    "foreseen.html": States("foreseen-alone", f"{NEVER} the owner sees it.", _REFUSED),
    "export.html": States("export", "export-nothing", _WRONG),
    "export_taken.html": States("export-taken", "export-over", _NOT_HERE),
    "agreements.html": States("agreements", "agreements-empty", _REFUSED),
    "agreement.html": States("agreement", "agreement-proposed", _NOT_HERE),
    "agreement_new.html": States("agreement-new", f"{NEVER} a form has fields.", "agreement-wrong"),
    "agreement_releases.html": States("agreement-releases", "agreement-releases-empty", _NOT_HERE),
    "record_releases.html": States("record-releases", "record-releases-empty", _NOT_HERE),
    "deconfliction.html": States("tickets", "tickets-empty", _REFUSED),
    "ticket.html": States("ticket-asks", "ticket-closed", _REFUSED),
    "focus.html": States("focus", "focus-empty", "focus-wrong"),
    "double_effort.html": States("double-effort", "double-effort-none", _REFUSED),
    "balance.html": States("balance", "balance-none", _REFUSED),
    "personas.html": States("personas", "personas-empty", "personas-wrong"),
    "notice_settings.html": States("notice-settings", "notice-settings-none", "notice-settings-wrong"),
    "groups.html": States("groups", "groups-empty", "groups-wrong"),
    "delegations.html": States("delegations", "delegations-empty", "delegations-wrong"),
    "notices.html": States("notices", "notices-empty", _REFUSED),
    "requests.html": States("requests", "requests-empty", _REFUSED),
    "request.html": States("request", "request-mine", "request-answers-wrong"),
    "request_new.html": States("request-new", "request-nothing", "request-wrong"),
    "corrections.html": States("corrections", "corrections-empty", _REFUSED),
    "correction.html": States("correction-decides", "correction-closed", "correction-wrong"),
    "correction_new.html": States("correction-new", "correction-new-bare", "correction-new-wrong"),
    "plans.html": States("plans-coordinator", "plans-empty", _REFUSED),
    "plan.html": States("plan", "plan-alone", _NOT_HERE),
    "plan_new.html": States("plan-new", f"{NEVER} a form has fields.", "plan-wrong"),
    "operations.html": States("operations", "operations-empty", "operations-wrong"),
    "operations_across.html": States("operations-across", "operations-across-empty", _REFUSED),
    "operation.html": States("operation", "operation-invited", "operation-wrong"),
    "leads.html": States("leads", "leads-empty", _REFUSED),
    "lead.html": States("lead", "lead-new", "lead-wrong"),
    "lead_package.html": States("lead-package", "lead-package-closed", _NOT_HERE),
    "leads_funnel.html": States("leads-funnel", "leads-funnel-empty", _REFUSED),
    "peers.html": States("peers", "peers-empty", _REFUSED),
    "peer.html": States("peer", "peer-fresh", "peer-stuck"),
    "peer_new.html": States("peer-new", f"{NEVER} a form has fields.", "peer-wrong"),
    "behaviours.html": States("behaviours", "behaviours-empty", _REFUSED),
    "behaviour.html": States("behaviour", "behaviour-bare", "behaviour-wrong"),
    "behaviour_rows.html": States("behaviour-rows-alone", "behaviour-rows-none-alone", "behaviour-rows-silent-alone"),
    "tools.html": States("tools", "tools-empty", _REFUSED),
    "tool.html": States("tool", "tool-bare", "tool-wrong"),
    "experts.html": States("experts", "experts-empty", "experts-wrong"),
    "expert.html": States("expert", "expert-bare", _NOT_HERE),
    "expert_for.html": States("expert-for", "expert-for-nobody", _NOT_HERE),
    "questions.html": States("questions", "questions-empty", _REFUSED),
    "library.html": States("library", "library-nothing", _WRONG),
    "library_card.html": States("library-card", "library-card-bare", _NOT_HERE),
    "trash.html": States("trash", "trash-empty", _REFUSED),
    "picture.html": States("picture", _OF_A_RECORD, _REFUSED),
    "drafts.html": States("drafts", "drafts-empty", _REFUSED),
    "kept.html": States("kept-alone", _DONE, _REFUSED),
    "changes.html": States("changes", "changes-empty", _REFUSED),
    "change.html": States("change", "change-new", "change-stale"),
    "intake_list.html": States("intakes", "intakes-empty", _WRONG),
    "intake.html": States("intake", "intake-begun", "intake-failed"),
    "intake_progress.html": States("progress-alone", "intake-begun", "intake-failed"),
    "intake_undo.html": States("intake-undo", "intake-undo-nothing", "intake-undo-refused"),
    "mapping_choose.html": States("mapping-choose", "mapping-choose-empty", _REFUSED),
    "mapping_new.html": States("mapping-new", f"{NEVER} a table has columns.", "mapping-new-wrong"),
    "mapping_preview.html": States("mapping-new", f"{NEVER} a table has columns.", "mapping-new-wrong"),
    "ledger.html": States("ledger", "ledger-empty", "ledger-broken"),
    "ledger_entry.html": States("entry-alone", _OF_A_RECORD, "entry-alone-unproven"),
    "tokens.html": States("tokens", "tokens-empty", _WRONG),
    "token_new.html": States("token-new", _DONE, _WRONG),
    "passkeys.html": States("passkeys", "passkeys-empty", _REFUSED),
    "officers.html": States("officers", "officers-empty", "officers-taken"),
    "standing.html": States("standing", "standing-read", "standing-wrong"),
    "officer_enrolled.html": States("officer-enrolled", _DONE, _WRONG),
    "sign_in/sign_in.html": States("sign-in", "sign-in-plain", "sign-in-refused"),
    "sign_in/code.html": States("sign-in-code", "sign-in-passkey-asked", "sign-in-passkey"),
    "sign_in/purpose.html": States("purpose", "purpose-none", "purpose-refused"),
    "sign_in/enrol.html": States("enrol", "enrol", "enrol-refused"),
    "sign_in/enrolled.html": States("enrolled", _DONE, "link-over"),
    "sign_in/link_over.html": States("link-over", _DONE, "link-over"),
    "nothing_here.html": States(_NOT_HERE, _NOT_HERE, _NOT_HERE),
    "purpose_wanted.html": States("purpose-wanted", "purpose-wanted", "purpose-wanted"),
    "cannot_take.html": States(_WRONG, "cannot-take-plain", _WRONG),
    "refused.html": States(_REFUSED, _REFUSED, _REFUSED),
    "failed.html": States("failed", "failed", "failed"),
    "told_in_place.html": States("told-in-place-alone", _DONE, "told-in-place-alone"),
    "components.html": States("components", f"{NEVER} it shows the components.", _NOT_HERE),
}
