from django.apps import AppConfig


class Config(AppConfig):
    name = "openiop.base.people"
    label = "people"

    def ready(self) -> None:
        from openiop.base.people import factors

        factors.watch()
