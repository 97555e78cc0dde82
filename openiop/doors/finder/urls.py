"""Addresses of the public front page."""

from django.urls import path

from openiop.doors.finder import views

app_name = "finder"
urlpatterns = [
    path("", views.front, name="front"),
    path("p/<slug:address>", views.program, name="program"),
    path("p/<slug:address>/notice", views.notice, name="notice"),
    path("refer/<slug:address>", views.refer, name="refer"),
    path("refer/<slug:address>/thanks", views.thanks, name="thanks"),
]
