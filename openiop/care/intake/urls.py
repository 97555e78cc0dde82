"""Addresses of this room."""

from django.urls import path

from openiop.care.intake.views import diagnoses, evaluations, referrals, screenings

app_name = "intake"
urlpatterns = [
    path("", referrals.queue, name="queue"),
    path("new", referrals.new, name="new"),
    path("<uuid:referral_id>", referrals.referral, name="referral"),
    path("<uuid:referral_id>/close", referrals.close, name="close"),
    path("<uuid:referral_id>/reopen", referrals.reopen, name="reopen"),
    path("<uuid:referral_id>/same", referrals.same, name="same"),
    path("<uuid:referral_id>/screening", screenings.screening, name="screening"),
    path("screenings/<uuid:screening_id>/handed", screenings.handed, name="handed"),
    path("<uuid:referral_id>/evaluate", evaluations.start, name="evaluate"),
    path("evaluations/<uuid:evaluation_id>", evaluations.read, name="evaluation"),
    path("evaluations/<uuid:evaluation_id>/story", evaluations.story, name="story"),
    path("evaluations/<uuid:evaluation_id>/substances", evaluations.substances, name="substances"),
    path("evaluations/<uuid:evaluation_id>/dimensions", evaluations.dimensions, name="dimensions"),
    path("evaluations/<uuid:evaluation_id>/edition", evaluations.edition, name="edition"),
    path("evaluations/<uuid:evaluation_id>/diagnoses", diagnoses.diagnoses, name="diagnoses"),
    path("evaluations/<uuid:evaluation_id>/diagnoses/found", diagnoses.found, name="found"),
    path("evaluations/<uuid:evaluation_id>/measures", evaluations.measures, name="measures"),
    path("evaluations/<uuid:evaluation_id>/sign", evaluations.sign, name="sign"),
    path("evaluations/<uuid:evaluation_id>/print", evaluations.print_out, name="print"),
    path("diagnoses/<uuid:diagnosis_id>", diagnoses.change, name="diagnosis"),
]
