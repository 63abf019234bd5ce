"""What an entry can be about, after LED article 25, and what came of it."""

from enum import StrEnum


class Event(StrEnum):
    """The kinds of entries."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"
    AUTH = "auth"
    AUTHZ_DENIED = "authz_denied"
    BREAK_GLASS = "break_glass"
    MARKING_CHANGE = "marking_change"
    POLICY_CHANGE = "policy_change"
    ADMIN = "admin"
    LOG_READ = "log_read"
    MACHINE_RUN = "machine_run"
    CHECKPOINT = "checkpoint"


class Result(StrEnum):
    """What came of it."""

    PERMIT = "permit"
    DENY = "deny"
    ASK = "ask"
