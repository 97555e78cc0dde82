"""The addresses that these pages need, without the rooms above."""

from django.urls import include, path

urlpatterns = [
    path("", include("openiop.base.look.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
]
