from django.urls import path

from checks import views

app_name = "checks"
urlpatterns = [
    path("", views.calls, name="calls"),
    path("<int:pk>/", views.call, name="call"),
    path("<int:pk>/ansok/", views.begin, name="begin"),
    path("ansokan/<int:pk>/", views.application, name="application"),
    path("ansokan/<int:pk>/skriv/", views.write, name="write"),
    path("ansokan/<int:pk>/skicka/", views.send, name="send"),
    path("ansokan/<int:pk>/version/<int:number>/", views.revision, name="revision"),
    path("ansokan/<int:pk>/aterkalla/", views.withdraw, name="withdraw"),
]
