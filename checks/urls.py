from django.urls import path

from checks import views

app_name = "checks"
urlpatterns = [
    path("", views.calls, name="calls"),
    path("<int:pk>/", views.call, name="call"),
]
