"""The application of this room."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The room of notices."""

    name = "bowstreet.casework.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
