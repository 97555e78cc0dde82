"""Addresses of this room."""

app_name = "placement"
urlpatterns: list = []
