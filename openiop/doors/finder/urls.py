"""Addresses of this room."""

app_name = "finder"
urlpatterns: list = []
