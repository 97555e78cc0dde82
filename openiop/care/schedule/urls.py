"""Addresses of this room, under /hours/."""

from django.urls import path

from openiop.care.schedule.views import hours, why

app_name = "schedule"
urlpatterns = [
    path("", hours.hours_board, name="board"),
    path("<uuid:client_id>/", hours.client_hours, name="client"),
    path("<uuid:client_id>/why", why.why, name="why"),
]
