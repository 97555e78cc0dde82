from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.base.people"
    label = "people"
