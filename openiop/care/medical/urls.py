"""Addresses of this room."""

app_name = "medical"
urlpatterns: list = []
