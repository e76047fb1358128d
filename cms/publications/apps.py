from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "cms.publications"
    label = "publications"

    def ready(self) -> None:
        from cms.publications import checks  # noqa: F401 - importing registers them
        from cms.publications.health import proxy, publications, register
        from cms.publications.signal_handlers import connect

        connect()
        register("publications", publications)
        register("proxy", proxy)
