"""Addresses of this room."""

app_name = "aftercare"
urlpatterns: list = []
