"""Addresses of the staff's home."""

from django.urls import path

from openiop.doors.desk import (
    agreements,
    audit,
    disclosures,
    duties,
    glass,
    notices,
    officer,
    reaching,
    reviewing,
    unusual,
    views,
)

app_name = "desk"
urlpatterns = [
    path("home", views.home, name="home"),
    path("today", views.today, name="today"),
    path("search", views.search, name="search"),
    path("work", views.work, name="work"),
    path("work/<uuid:item_id>/done", views.work_done, name="work-done"),
    path("clients", views.clients, name="clients"),
    path("clients/<uuid:client_id>", views.chart, name="chart"),
    path("clients/<uuid:client_id>/who", reaching.who, name="who"),
    path("clients/<uuid:client_id>/glass", glass.glass, name="glass"),
    path("clients/<uuid:client_id>/ask", glass.ask_access, name="ask-access"),
    path("clients/<uuid:client_id>/access/<uuid:staff_id>", glass.access, name="access"),
    path("glass/<uuid:glass_id>/close", glass.close, name="close-glass"),
    path("glass/<uuid:glass_id>/told", glass.told, name="told"),
    path("privacy/", officer.desk, name="privacy"),
    path("privacy/orders/new", duties.new_order, name="new-order"),
    path("privacy/orders/<uuid:order_id>", duties.order, name="order"),
    path("privacy/breaches/new", duties.new_breach, name="new-breach"),
    path("privacy/breaches/<uuid:breach_id>", duties.breach, name="breach"),
    path("privacy/accounting/<uuid:request_id>", duties.accounting, name="accounting"),
    path("privacy/restrictions/<uuid:restriction_id>", duties.restriction, name="restriction"),
    path("privacy/notice", notices.notice, name="notice"),
    path("privacy/notice/edit", notices.edit_notice, name="edit-notice"),
    path("privacy/agreements", agreements.agreements, name="agreements"),
    path("privacy/agreements/new", agreements.new_agreement, name="new-agreement"),
    path("privacy/agreements/<uuid:agreement_id>", agreements.agreement, name="agreement"),
    path("privacy/disclosures", disclosures.disclosures, name="disclosures"),
    path("privacy/looks", unusual.looks, name="looks"),
    path("privacy/glass/<uuid:glass_id>", reviewing.review_glass, name="review-glass"),
    path("audit/", audit.trail, name="audit"),
    path("program/choose", views.choose_program, name="choose-program"),
]
