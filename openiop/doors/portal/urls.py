"""Addresses of the client's door, and of the link that leads in."""

from django.urls import path

from openiop.doors.portal.views import (
    behind,
    checking_in,
    days,
    feeds,
    letters,
    makeups,
    notice,
    paper,
    plans,
    record,
    sharing,
    topics,
    way_in,
    when,
)
from openiop.doors.portal.views.arriving import arrive

app_name = "portal"
urlpatterns = [
    path("", days.today, name="today"),
    path("week", days.week, name="week"),
    path("week/paper", paper.paper, name="paper"),
    path("when", when.when, name="when"),
    path("calendar", feeds.feed, name="feed"),
    path("hours", days.hours, name="hours"),
    path("hours/why", behind.why, name="why"),
    path("makeups", makeups.offered, name="makeups"),
    path("makeups/<uuid:offer_id>/take", makeups.take, name="makeup-take"),
    path("makeups/<uuid:offer_id>/decline", makeups.decline, name="makeup-decline"),
    path("makeups/<uuid:offer_id>/back", makeups.give_back, name="makeup-back"),
    path("help", days.help_now, name="help"),
    path("back", days.come_back, name="come-back"),
    path("plan", plans.plan, name="plan"),
    path("plan/<uuid:plan_id>/sign", plans.sign, name="sign"),
    path("record/opened", record.opened, name="opened"),
    path("notice", notice.notice, name="notice"),
    path("notice/print", notice.printed, name="notice-print"),
    path("sharing", sharing.shared, name="sharing-list"),
    path("sharing/new", sharing.new, name="sharing-new"),
    path("sharing/<uuid:consent_id>", sharing.consent, name="sharing-consent"),
    path("sharing/<uuid:consent_id>/sign", sharing.sign, name="sharing-sign"),
    path("sharing/<uuid:consent_id>/stop", sharing.stop, name="sharing-stop"),
    path("sharing/<uuid:consent_id>/print", sharing.printed, name="sharing-print"),
    path("arrive", arrive, name="arrive"),
    path("topics", topics.topics, name="topics"),
    path("letters", letters.listed, name="letters"),
    path("letters/<uuid:letter_id>", letters.answer, name="letter"),
    path("check-in", checking_in.check_in, name="check-in"),
    path("check-in/<uuid:response_id>", checking_in.checked, name="checked"),
    path("link/<uuid:client_id>/send", way_in.send_link, name="send-link"),
    path("in/<str:token>", way_in.enter, name="enter"),
]
