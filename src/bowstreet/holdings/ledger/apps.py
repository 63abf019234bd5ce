"""Tells Django where this room is."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger room."""

    name = "bowstreet.holdings.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
