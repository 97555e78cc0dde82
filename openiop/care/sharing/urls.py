"""Addresses of this room."""

from django.urls import path

from openiop.care.sharing.views import letters, notice, recipient, staff

app_name = "sharing"
urlpatterns = [
    path("sharing/notice", notice.print_notice, name="print-notice"),
    path("sharing/<uuid:client_id>/", staff.client, name="client"),
    path("sharing/<uuid:client_id>/notice", notice.notice, name="notice"),
    path("letters/check", letters.check, name="check-letter"),
    path("sharing/<uuid:client_id>/letters/", letters.listed, name="letters"),
    path("sharing/<uuid:client_id>/letters/new", letters.new, name="new-letter"),
    path("sharing/<uuid:client_id>/letters/<uuid:letter_id>", letters.letter, name="letter"),
    path("sharing/<uuid:client_id>/letters/<uuid:letter_id>/print", letters.printed, name="print-letter"),
    path("sharing/<uuid:client_id>/new", staff.new, name="new"),
    path("sharing/<uuid:client_id>/<uuid:consent_id>/", staff.consent, name="consent"),
    path("sharing/<uuid:client_id>/<uuid:consent_id>/sign", staff.sign, name="sign"),
    path("sharing/<uuid:client_id>/<uuid:consent_id>/ask", staff.ask, name="ask"),
    path("sharing/<uuid:client_id>/<uuid:consent_id>/stop", staff.stop, name="stop"),
    path("sharing/<uuid:client_id>/<uuid:consent_id>/print", staff.printed, name="print"),
    path("shared/<str:token>", recipient.shared, name="shared"),
    path("shared/<str:token>/still", recipient.still, name="still"),
    path("shared/<str:token>/<str:form>", recipient.taken, name="taken"),
]
