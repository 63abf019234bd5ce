"""Tells Django where this room is."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The governance room."""

    name = "bowstreet.holdings.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"
