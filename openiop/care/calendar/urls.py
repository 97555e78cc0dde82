"""Addresses of this room."""

from django.urls import path

from openiop.care.calendar.views import feeds, groups, paper, place, sessions, topics, week, when

app_name = "calendar"
urlpatterns = [
    path("", week.week, name="week"),
    path("mine", feeds.mine, name="feed"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new", groups.new_group, name="new_group"),
    path("groups/<uuid:group_id>/", groups.group, name="group"),
    path("groups/<uuid:group_id>/change", groups.change_group, name="change_group"),
    path("groups/<uuid:group_id>/end", groups.end_group, name="end_group"),
    path("seats/<uuid:membership_id>/leave", groups.leave, name="leave"),
    path("topics/", topics.topics, name="topics"),
    path("topics/starter", topics.begin, name="starter"),
    path("topics/new", topics.new_topic, name="new_topic"),
    path("topics/<uuid:topic_id>/", topics.topic, name="topic"),
    path("topics/<uuid:topic_id>/handout", topics.handout, name="handout"),
    path("topics/<uuid:topic_id>/change", topics.change_topic, name="change_topic"),
    path("topics/<uuid:topic_id>/order", topics.order_topic, name="order_topic"),
    path("book", sessions.book, name="book"),
    path("sessions/<uuid:session_id>/change", sessions.change, name="change_session"),
    path("sessions/<uuid:session_id>/move", sessions.move, name="move_session"),
    path("sessions/<uuid:session_id>/cancel", sessions.cancel, name="cancel_session"),
    path("sessions/<uuid:session_id>/stand-in", sessions.stand_in, name="stand_in"),
    path("sessions/<uuid:session_id>/seat", sessions.give_seat, name="give_seat"),
    path("sessions/seats/<uuid:seat_id>/give-up", sessions.give_up_seat, name="give_up_seat"),
    path("place/<uuid:client_id>/", place.place, name="place"),
    path("paper/<uuid:client_id>/", paper.paper, name="paper"),
    path("when/<uuid:client_id>/", when.availability, name="availability"),
    path("apart/<uuid:client_id>/", when.separations, name="separations"),
    path("hours/<uuid:staff_id>/", when.working_hours, name="working_hours"),
]
