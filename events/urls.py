from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("traffar/", views.events, name="events"),
    path("traffar/<int:pk>/", views.event, name="event"),
    path("traffar/<int:pk>/bild/", views.picture, name="picture"),
    path("traffar/<int:pk>/kalender/", views.calendar, name="calendar"),
    path("medlem/traffar/", views.our_events, name="our_events"),
    path("medlem/traffar/<int:pk>/", views.our_event, name="our_event"),
    path("medlem/traffar/<int:pk>/bild/", views.our_picture, name="our_picture"),
    path("medlem/traffar/<int:pk>/kalender/", views.our_calendar, name="our_calendar"),
    path("medlem/traffar/<int:pk>/intresse/<int:item>/", views.say_interest, name="say_interest"),
]
