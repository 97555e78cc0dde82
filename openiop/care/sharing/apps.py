from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.care.sharing"
    label = "sharing"
