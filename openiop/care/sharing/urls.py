"""Addresses of this room."""

app_name = "sharing"
urlpatterns: list[object] = []
