"""Addresses of this room."""

app_name = "measures"
urlpatterns: list = []
