"""Addresses of this room, under /hours/."""

from django.urls import path

from openiop.care.schedule import views

app_name = "schedule"
urlpatterns = [
    path("", views.hours_board, name="board"),
    path("<uuid:client_id>/", views.client_hours, name="client"),
]
