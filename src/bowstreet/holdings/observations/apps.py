"""Tells Django where this room is."""

from django.apps import AppConfig


class ObservationsConfig(AppConfig):
    """The observations room."""

    name = "bowstreet.holdings.observations"
    label = "observations"
    default_auto_field = "django.db.models.BigAutoField"
