from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.care.medical"
    label = "medical"
