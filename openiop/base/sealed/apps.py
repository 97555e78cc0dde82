from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.base.sealed"
    label = "sealed"
