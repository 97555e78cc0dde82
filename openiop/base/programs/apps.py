from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.base.programs"
    label = "programs"
