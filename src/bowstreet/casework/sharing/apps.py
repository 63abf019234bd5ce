"""The application of this room."""

from django.apps import AppConfig


class SharingConfig(AppConfig):
    """The sharing room."""

    name = "bowstreet.casework.sharing"
    label = "sharing"
    default_auto_field = "django.db.models.BigAutoField"
