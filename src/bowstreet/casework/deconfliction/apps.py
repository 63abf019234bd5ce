"""The application of this room."""

from django.apps import AppConfig


class DeconflictionConfig(AppConfig):
    """The deconfliction room."""

    name = "bowstreet.casework.deconfliction"
    label = "deconfliction"
    default_auto_field = "django.db.models.BigAutoField"
