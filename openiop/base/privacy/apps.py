from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.base.privacy"
    label = "privacy"
