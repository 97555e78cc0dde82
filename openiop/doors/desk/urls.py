"""Addresses of the staff's home."""

from django.urls import path

from openiop.doors.desk import audit, glass, reviewing, views

app_name = "desk"
urlpatterns = [
    path("home", views.home, name="home"),
    path("today", views.today, name="today"),
    path("search", views.search, name="search"),
    path("work", views.work, name="work"),
    path("work/<uuid:item_id>/done", views.work_done, name="work-done"),
    path("clients", views.clients, name="clients"),
    path("clients/<uuid:client_id>", views.chart, name="chart"),
    path("clients/<uuid:client_id>/glass", glass.glass, name="glass"),
    path("clients/<uuid:client_id>/ask", glass.ask_access, name="ask-access"),
    path("clients/<uuid:client_id>/access/<uuid:staff_id>", glass.access, name="access"),
    path("glass/<uuid:glass_id>/close", glass.close, name="close-glass"),
    path("glass/<uuid:glass_id>/told", glass.told, name="told"),
    path("privacy/glass/<uuid:glass_id>", reviewing.review_glass, name="review-glass"),
    path("audit/", audit.trail, name="audit"),
    path("program/choose", views.choose_program, name="choose-program"),
]
