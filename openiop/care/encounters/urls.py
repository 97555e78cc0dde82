"""Addresses of this room, under /sessions/."""

from django.urls import path

from openiop.care.encounters.views import (
    attendance,
    board,
    cosigning,
    counseling,
    crisis,
    curriculum,
    kiosk,
    ledger,
    notes,
    sync,
    thread,
    writing,
)

app_name = "encounters"
urlpatterns = [
    path("kiosk", kiosk.door, name="kiosk"),
    path("kiosks", kiosk.kiosks, name="kiosks"),
    path("kiosks/<uuid:kiosk_id>/end", kiosk.end_kiosk, name="end-kiosk"),
    path("of/<uuid:client_id>/number", kiosk.number, name="number"),
    path("notes", notes.desk, name="notes"),
    path("notes/to-cosign", cosigning.queue, name="to-cosign"),
    path("notes/<uuid:note_id>/cosign", cosigning.cosign, name="cosign"),
    path("notes/<uuid:note_id>", notes.note, name="note"),
    path("notes/<uuid:note_id>/print", notes.printed, name="print-note"),
    path("of/<uuid:client_id>/", ledger.of_client, name="client"),
    path("of/<uuid:client_id>/crisis", crisis.crisis, name="crisis"),
    path("of/<uuid:client_id>/topics", curriculum.coverage, name="coverage"),
    path("group/<uuid:group_id>/health", curriculum.health, name="health"),
    path("toward/<uuid:objective_id>", thread.thread, name="thread"),
    path("<uuid:session_id>/", attendance.session, name="session"),
    path("<uuid:session_id>/everyone", attendance.everyone, name="everyone"),
    path("<uuid:session_id>/board", board.board, name="board"),
    path("<uuid:session_id>/board/taps", sync.sync, name="taps"),
    path("<uuid:session_id>/breaks", attendance.breaks, name="breaks"),
    path("<uuid:session_id>/notes", writing.write, name="write"),
    path("<uuid:session_id>/end", writing.end, name="end"),
    path("<uuid:session_id>/counseling", counseling.counseling, name="counseling"),
    path("<uuid:session_id>/mark/<uuid:client_id>", attendance.mark, name="mark"),
    path("<uuid:session_id>/times/<uuid:client_id>", attendance.times, name="times"),
    path("<uuid:session_id>/back/<uuid:client_id>", attendance.back, name="back"),
    path("<uuid:session_id>/undo/<uuid:client_id>", attendance.undo, name="undo"),
    path("<uuid:session_id>/ledger/<uuid:client_id>", ledger.session_ledger, name="ledger"),
    path("<uuid:session_id>/ledger/<uuid:client_id>/<uuid:presence_id>", ledger.correct, name="correct"),
]
