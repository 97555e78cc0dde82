"""Addresses of this room."""

from django.urls import path

from openiop.care.progress import views

app_name = "progress"
urlpatterns = [
    path("<uuid:client_id>/", views.client, name="client"),
    path("<uuid:client_id>/step-down", views.step_down, name="step_down"),
]
