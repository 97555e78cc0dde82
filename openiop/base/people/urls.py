"""Addresses of this room."""

from django.urls import path

from openiop.base.people import staff_views, views

app_name = "people"
urlpatterns = [
    path("clients/new", views.new_client, name="new"),
    path("clients/<uuid:client_id>/person", views.client, name="client"),
    path("clients/<uuid:client_id>/person/edit", views.edit_client, name="edit"),
    path("clients/<uuid:client_id>/person/invite", views.invite, name="invite"),
    path("clients/<uuid:client_id>/contacts/new", views.new_contact, name="new-contact"),
    path("clients/<uuid:client_id>/contacts/<uuid:contact_id>", views.contact, name="contact"),
    path("staff/", staff_views.directory, name="staff"),
    path("staff/new", staff_views.employ, name="employ"),
    path("staff/<uuid:staff_id>", staff_views.member, name="member"),
    path("staff/<uuid:staff_id>/edit", staff_views.edit, name="edit-member"),
    path("staff/<uuid:staff_id>/leave", staff_views.leave, name="leave"),
    path("staff/<uuid:staff_id>/licences/new", staff_views.new_licence, name="new-licence"),
    path("staff/licences/<uuid:licence_id>", staff_views.licence, name="licence"),
]
