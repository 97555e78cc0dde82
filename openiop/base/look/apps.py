from django.apps import AppConfig


class LookConfig(AppConfig):
    name = "openiop.base.look"
    label = "look"
    verbose_name = "Look"
