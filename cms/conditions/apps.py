from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    name = "cms.conditions"
    label = "conditions"
