"""Every address of an installation. A room keeps its own; the public door comes first."""

from django.urls import include, path

handler403 = "openiop.doors.desk.glass.refused"
handler500 = "openiop.base.look.mishaps.broken"
urlpatterns = [
    path("", include("openiop.doors.finder.urls")),
    path("", include("openiop.base.look.urls")),
    path("", include("openiop.base.people.urls")),
    path("program/", include("openiop.base.programs.urls")),
    path("", include("openiop.doors.desk.urls")),
    path("me/", include("openiop.doors.portal.urls")),
    path("referrals/", include("openiop.doors.exchange.urls")),
    path("referrals/", include("openiop.care.intake.urls")),
    path("measures/", include("openiop.care.measures.urls")),
    path("placement/", include("openiop.care.placement.urls")),
    path("plans/", include("openiop.care.plan.urls")),
    path("medical/", include("openiop.care.medical.urls")),
    path("calendar/", include("openiop.care.calendar.urls")),
    path("feeds/", include("openiop.care.calendar.door_urls")),
    path("sessions/", include("openiop.care.encounters.urls")),
    path("hours/", include("openiop.care.schedule.urls")),
    path("virtual/", include("openiop.care.virtual.urls")),
    path("progress/", include("openiop.care.progress.urls")),
    path("", include("openiop.care.sharing.urls")),
    path("aftercare/", include("openiop.care.aftercare.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
