"""Addresses of this room."""

from django.urls import path

from openiop.care.measures import views

app_name = "measures"
urlpatterns = [
    path("alerts", views.alerts, name="alerts"),
    path("alerts/<uuid:alert_id>", views.answer_alert, name="answer-alert"),
    path("<uuid:client_id>/", views.client_measures, name="client"),
    path("<uuid:client_id>/ask/<slug:instrument>", views.ask, name="ask"),
    path("responses/<uuid:response_id>", views.response, name="response"),
    path("responses/<uuid:response_id>/correct", views.correct, name="correct"),
]
