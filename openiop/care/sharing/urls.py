"""Addresses of this room."""

from django.urls import path

from openiop.care.sharing.views import recipient, staff

app_name = "sharing"
urlpatterns = [
    path("sharing/<uuid:client_id>/", staff.client, name="client"),
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
