"""Addresses of the staff's home."""

from django.urls import path

from openiop.doors.desk import audit, views

app_name = "desk"
urlpatterns = [
    path("home", views.home, name="home"),
    path("today", views.today, name="today"),
    path("search", views.search, name="search"),
    path("work", views.work, name="work"),
    path("work/<uuid:item_id>/done", views.work_done, name="work-done"),
    path("clients", views.clients, name="clients"),
    path("clients/<uuid:client_id>", views.chart, name="chart"),
    path("audit/", audit.trail, name="audit"),
    path("program/choose", views.choose_program, name="choose-program"),
]
