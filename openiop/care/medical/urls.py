"""Addresses of this room."""

from django.urls import path

from openiop.care.medical import views

app_name = "medical"
urlpatterns = [
    path("<uuid:client_id>/", views.client, name="client"),
    path("<uuid:client_id>/add", views.add, name="add"),
    path("<uuid:client_id>/test", views.test, name="test"),
    path("medications/<uuid:medication_id>/stop", views.stop, name="stop"),
    path("medications/<uuid:medication_id>/wrong", views.wrong, name="wrong"),
    path("tests/<uuid:test_id>/correct", views.correct, name="correct"),
]
