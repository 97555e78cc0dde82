"""The address of a person's own calendar, /feeds/….ics: it says nothing of what it is for."""

from django.urls import path

from openiop.care.calendar.views import feeds

app_name = "feeds"
urlpatterns = [path("<str:token>.ics", feeds.door, name="feed")]
