from django.contrib import admin
from django.urls import include, path

from lattvikt import views

urlpatterns = [
    path("", views.front, name="front"),
    path("kansli/", admin.site.urls),
    path("konto/", include("allauth.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
]
