from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.doors.portal"
    label = "portal"
