"""Addresses of this room, under /hours/."""

from django.urls import path

from openiop.care.schedule.views import hours, makeups, options, why

app_name = "schedule"
urlpatterns = [
    path("", hours.hours_board, name="board"),
    path("<uuid:client_id>/", hours.client_hours, name="client"),
    path("<uuid:client_id>/options", options.options, name="options"),
    path("<uuid:client_id>/why", why.why, name="why"),
    path("<uuid:client_id>/makeup/<uuid:session_id>/offer", makeups.offer, name="offer"),
    path("<uuid:client_id>/makeup/<uuid:session_id>/book", makeups.book, name="book"),
    path("makeup/<uuid:offer_id>/undo", makeups.undo, name="undo"),
]
