"""Tells Django where this room is."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """The agencies room."""

    name = "bowstreet.holdings.agencies"
    label = "agencies"
    default_auto_field = "django.db.models.BigAutoField"
