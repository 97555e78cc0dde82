"""Addresses of this room."""

from django.urls import path

from openiop.care.aftercare import views

app_name = "aftercare"
urlpatterns = [
    path("", views.listed, name="list"),
    path("of/<uuid:client_id>/", views.client, name="client"),
    path("of/<uuid:client_id>/plan", views.plan, name="plan"),
    path("of/<uuid:client_id>/agree", views.agree, name="agree"),
    path("of/<uuid:client_id>/leave", views.leave, name="leave"),
    path("of/<uuid:client_id>/summary", views.summary, name="summary"),
    path("of/<uuid:client_id>/contact", views.contact, name="contact"),
    path("of/<uuid:client_id>/print", views.printed, name="print"),
    path("calls/<uuid:follow_up_id>", views.call, name="call"),
]
