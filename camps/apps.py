from django.apps import AppConfig


class CampsConfig(AppConfig):
    """The app camps."""

    name = "camps"
    default_auto_field = "django.db.models.BigAutoField"
