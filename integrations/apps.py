from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "integrations"
    label = "integrations"

    def ready(self) -> None:
        from integrations import checks  # noqa: F401 - registers them
