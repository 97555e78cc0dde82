"""Addresses of this room, under /hours/."""

from django.urls import path

from openiop.care.schedule.views import (
    dragging,
    drawing,
    hours,
    hours_by_hand,
    makeups,
    news,
    options,
    settling,
    short,
    waiting,
    week,
    why,
)

app_name = "schedule"
urlpatterns = [
    path("", hours.hours_board, name="board"),
    path("waiting", waiting.waiting, name="waiting"),
    path("week/", week.coming, name="coming"),
    path("week/<str:day>/", week.week, name="week"),
    path("week/<str:day>/facts", dragging.facts, name="facts"),
    path("week/<str:day>/let-go", dragging.let_go, name="let_go"),
    path("week/<str:day>/open", drawing.open_session, name="open_session"),
    path("week/<str:day>/sessions/<path:key>/close", drawing.close_session, name="close_session"),
    path("week/<str:day>/sessions/<path:key>/", drawing.session, name="session"),  # the engine names some with a /
    path("week/<str:day>/people/<uuid:client_id>/hours/<str:hour>/add", hours_by_hand.add, name="add_hour"),
    path("week/<str:day>/people/<uuid:client_id>/hours/<str:hour>/<int:number>/", hours_by_hand.hour, name="hour"),
    path(
        "week/<str:day>/people/<uuid:client_id>/hours/<str:hour>/<int:number>/close",
        hours_by_hand.give_up,
        name="give_up_hour",
    ),
    path("week/<str:day>/news/<int:version>", news.news, name="news"),
    path("week/<str:day>/step", drawing.step, name="step"),
    path("week/<str:day>/propose", settling.propose, name="propose"),
    path("week/<str:day>/proposals/<uuid:proposal_id>/progress", settling.progress, name="progress"),
    path("week/<str:day>/proposals/<uuid:proposal_id>/settle", settling.settle, name="settle"),
    path("week/<str:day>/short/<uuid:client_id>", short.short, name="week_short"),
    path("week/<str:day>/publish", settling.publish, name="publish"),
    path("week/<str:day>/publications/<uuid:publication_id>/undo", settling.unpublish, name="unpublish"),
    path("<uuid:client_id>/", hours.client_hours, name="client"),
    path("<uuid:client_id>/options", options.options, name="options"),
    path("<uuid:client_id>/why", why.why, name="why"),
    path("<uuid:client_id>/makeup/<uuid:session_id>/offer", makeups.offer, name="offer"),
    path("<uuid:client_id>/makeup/<uuid:session_id>/book", makeups.book, name="book"),
    path("makeup/<uuid:offer_id>/undo", makeups.undo, name="undo"),
]
