from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.doors.exchange"
    label = "exchange"
