"""Addresses of this room, below /referrals/."""

from django.urls import path

from openiop.doors.exchange import views

app_name = "exchange"
urlpatterns = [
    path("import", views.import_page, name="import"),
    path("matches", views.matches, name="matches"),
    path("matches/<uuid:pk>", views.match, name="match"),
]
