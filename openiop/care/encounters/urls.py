"""Addresses of this room."""

app_name = "encounters"
urlpatterns: list = []
