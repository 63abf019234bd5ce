"""The verdicts of other people's programs on STIX, where they have one."""

from typing import Any

from stix2patterns.validator import run_validator
from stix2validator import ValidationOptions, validate_parsed_json
from stix2validator.validator import _schema_validate

_OPTIONS = ValidationOptions(version="2.1", silent=True)
_ERRORS_ALONE = ValidationOptions(version="2.1", silent=True, disabled="all")


def verdict(held: dict[str, Any]) -> bool | None:
    """Return whether stix2-validator finds an object valid; None where it stops with an exception of its own.

    Where it stops in looking for warnings, it is asked for errors alone; where it stops after its schemas found the
    object wrong, that stands.
    """
    for options in (_OPTIONS, _ERRORS_ALONE):
        try:
            return bool(validate_parsed_json(held, options).is_valid)
        except Exception:
            continue
    return False if _schemas_say_no(held) else None


def _schemas_say_no(held: dict[str, Any]) -> bool:
    try:
        return any(True for errors, _ in _schema_validate(held, _OPTIONS) for _ in errors)
    except Exception:
        return True


def pattern_verdict(pattern: str, version: str = "2.1") -> bool | None:
    """Return whether stix2-patterns finds a pattern valid; None where it stops with an exception of its own."""
    try:
        return not run_validator(pattern, version)
    except Exception:
        return None


_RECOMMENDED = (
    "uuid-check,open-vocab-format,kill-chain-names,relationship-types,extensions-use,hash-algo,network-traffic-ports,"
    "extension-description,indicator-properties,deprecated-properties,all-vocabs,extref-hashes"
)
_ASKED = ValidationOptions(version="2.1", silent=True, enabled=_RECOMMENDED)


def warns(held: dict[str, Any]) -> bool | None:
    """Return whether stix2-validator warns of an object, in what is asked here too; None where it stops."""
    try:
        return bool(validate_parsed_json(held, _ASKED).warnings)
    except Exception:
        return None
