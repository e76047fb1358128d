from django.apps import AppConfig


class PointsConfig(AppConfig):
    name = "cms.points"
    label = "points"
