"""Addresses of this room."""

from django.urls import path, re_path

from openiop.base.programs import views

app_name = "programs"
urlpatterns = [
    path("", views.settings, name="settings"),
    path("licences/new", views.add_licence, name="add_licence"),
    re_path(r"^(?P<kind>site|room|track)s/new$", views.add, name="add"),
    re_path(r"^(?P<kind>site|room|track)s/(?P<row_id>[0-9a-f-]{36})/$", views.change, name="change"),
]
