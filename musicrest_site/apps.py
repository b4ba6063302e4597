from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "musicrest_site"

    def ready(self) -> None:
        """Make the Celery application known before any app's tasks ask for it; wire the apps."""
        from musicrest_site import celery, receivers  # noqa: F401
