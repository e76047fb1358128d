from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "cms.publications"
    label = "publications"
