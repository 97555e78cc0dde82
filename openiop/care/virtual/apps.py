from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.care.virtual"
    label = "virtual"
