from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.care.plan"
    label = "plan"
