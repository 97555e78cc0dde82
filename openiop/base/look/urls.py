from django.urls import path

from . import views

app_name = "look"

urlpatterns = [
    path("kit", views.kit, name="kit"),
    path("theme", views.theme, name="theme"),
]
