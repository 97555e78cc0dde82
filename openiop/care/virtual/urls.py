"""Addresses of this room, under /virtual/."""

from django.urls import path

from openiop.care.virtual.views import breakouts, client, guests, help_calls, host, policy

app_name = "virtual"
urlpatterns = [
    path("in/<uuid:seat_id>/", client.check, name="check"),
    path("in/<uuid:seat_id>/where", client.where, name="where"),
    path("in/<uuid:seat_id>/promise", client.promise, name="promise"),
    path("in/<uuid:seat_id>/room", client.room, name="seat-room"),
    path("in/<uuid:seat_id>/ticket", client.ticket, name="seat-ticket"),
    path("in/<uuid:seat_id>/help", help_calls.call, name="seat-help"),
    path("in/<uuid:seat_id>/note", help_calls.write, name="seat-note"),
    path("in/<uuid:seat_id>/guests", guests.bring, name="bring"),
    path("guest/", guests.door, name="guest"),
    path("guest/room", guests.room, name="guest-room"),
    path("guest/ticket", guests.ticket, name="guest-ticket"),
    path("guest/<str:token>", guests.invited, name="invited"),
    path("policy", policy.policy, name="policy"),
    path("<uuid:session_id>/", host.room, name="room"),
    path("<uuid:session_id>/who", host.who, name="who"),
    path("<uuid:session_id>/ticket", host.ticket, name="ticket"),
    path("<uuid:session_id>/wall", host.wall, name="wall"),
    path("<uuid:session_id>/wall/ticket", host.wall_ticket, name="wall-ticket"),
    path("<uuid:session_id>/open", host.reopen, name="reopen"),
    path("<uuid:session_id>/admit", host.admit, name="admit"),
    path("<uuid:session_id>/remove", host.remove, name="remove"),
    path("<uuid:session_id>/lock", host.lock, name="lock"),
    path("<uuid:session_id>/breakouts", breakouts.breakouts, name="breakouts"),
    path("<uuid:session_id>/help", help_calls.answer_call, name="help"),
    path("<uuid:session_id>/end", host.end, name="end"),
    path("<uuid:session_id>/presence", host.presence, name="presence"),
]
