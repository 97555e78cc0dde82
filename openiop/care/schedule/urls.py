"""Addresses of this room."""

app_name = "schedule"
urlpatterns: list = []
