"""Addresses of this room."""

from django.urls import path

from openiop.care.plan.views import drafting, reading, signing

app_name = "plan"
urlpatterns = [
    path("<uuid:client_id>/", reading.client, name="client"),
    path("<uuid:client_id>/versions/<int:number>", reading.version, name="version"),
    path("<uuid:client_id>/print", reading.take_home, name="take_home"),
    path("<uuid:client_id>/review", reading.review, name="review"),
    path("<uuid:client_id>/start", drafting.start, name="start"),
    path("<uuid:client_id>/draft", drafting.draft, name="draft"),
    path("<uuid:client_id>/draft/change", drafting.change, name="change"),
    path("<uuid:client_id>/draft/hours", drafting.hours, name="hours"),
    path("<uuid:client_id>/sign", signing.sign, name="sign"),
    path("goals/<uuid:goal_id>/status", reading.goal_status, name="goal_status"),
    path("objectives/<uuid:objective_id>/status", reading.objective_status, name="objective_status"),
]
