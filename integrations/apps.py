from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "integrations"
    label = "integrations"

    def ready(self) -> None:
        from cms.publications.health import register
        from integrations import checks, health, signal_handlers  # noqa: F401 - importing registers the checks

        register("deliveries", health.deliveries)
        signal_handlers.connect()
