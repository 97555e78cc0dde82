from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.care.measures"
    label = "measures"
