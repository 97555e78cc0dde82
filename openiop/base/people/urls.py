"""Addresses of this room."""

from django.urls import path
from django.views.generic import RedirectView

from openiop.base.people import lock_views, security_views, staff_views, views

app_name = "people"
urlpatterns = [
    path("security", security_views.security, name="security"),
    path("security/end/<str:name>", security_views.end_session, name="end-session"),
    path("locked", lock_views.unlock, name="unlock"),
    path("locked/passkey", lock_views.passkey_options, name="unlock-passkey"),
    path("locked/state", lock_views.state, name="lock-state"),
    path("accounts/2fa/", RedirectView.as_view(pattern_name="people:security"), name="second-factor"),
    path("accounts/2fa/webauthn/", RedirectView.as_view(pattern_name="people:security"), name="passkeys"),
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
    path("staff/<uuid:staff_id>/sign-in", staff_views.sign_in, name="member-sign-in"),
    path("staff/<uuid:staff_id>/leave", staff_views.leave, name="leave"),
    path("staff/<uuid:staff_id>/licences/new", staff_views.new_licence, name="new-licence"),
    path("staff/licences/<uuid:licence_id>", staff_views.licence, name="licence"),
]
