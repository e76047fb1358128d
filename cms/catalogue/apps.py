from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "cms.catalogue"
    label = "catalogue"
