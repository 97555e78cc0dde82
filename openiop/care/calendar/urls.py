"""Addresses of this room."""

app_name = "calendar"
urlpatterns: list = []
