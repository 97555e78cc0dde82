"""Addresses of this room."""

from django.urls import path

from openiop.care.placement import views

app_name = "placement"
urlpatterns = [
    path("", views.stays, name="stays"),
    path("evaluations/<uuid:evaluation_id>/decide", views.decide, name="decide"),
    path("episodes/<uuid:episode_id>/", views.episode, name="episode"),
    path("episodes/<uuid:episode_id>/therapist", views.change_therapist, name="change_therapist"),
]
