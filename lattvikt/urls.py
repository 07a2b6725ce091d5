from django.contrib import admin
from django.urls import include, path

from lattvikt import views
from lattvikt.our_pages import our_pages

urlpatterns = [
    path("", views.front, name="front"),
    path("medlem/", our_pages, name="our_pages"),
    path("medlem/", include("members.urls")),
    path("", include("board.urls")),
    path("kansli/", admin.site.urls),
    path("konto/", include("allauth.urls")),
    path("sprak/", include("django.conf.urls.i18n")),
]
