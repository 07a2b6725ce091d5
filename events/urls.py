from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("traffar/", views.events, name="events"),
    path("traffar/enkat/<str:signed>/", views.survey, name="survey"),
    path("traffar/<int:pk>/", views.event, name="event"),
    path("traffar/<int:pk>/bild/", views.picture, name="picture"),
    path("traffar/<int:pk>/kalender/", views.calendar, name="calendar"),
    path("medlem/traffar/", views.our_events, name="our_events"),
    path("medlem/traffar/kalender/", views.our_feed, name="our_feed"),
    path("kalender/<str:token>.ics", views.feed, name="feed"),
    path("medlem/traffar/<int:pk>/", views.our_event, name="our_event"),
    path("medlem/traffar/<int:pk>/bild/", views.our_picture, name="our_picture"),
    path("medlem/traffar/<int:pk>/kalender/", views.our_calendar, name="our_calendar"),
    path("medlem/traffar/<int:pk>/intresse/<int:item>/", views.say_interest, name="say_interest"),
    path("traffar/<int:pk>/dorren/", views.door, name="door"),
    path("traffar/<int:pk>/dorren/oanmald/", views.door_walk_in, name="door_walk_in"),
    path("traffar/<int:pk>/dorren/namnskyltar.pdf", views.badges, name="badges"),
    path("traffar/<int:pk>/dorren/deltagare.pdf", views.participants_pdf, name="participants_pdf"),
    path(
        "traffar/<int:pk>/dorren/deltagare.xlsx", views.participants_xlsx, name="participants_xlsx"
    ),
    path("traffar/<int:pk>/dorren/synk/", views.door_sync, name="door_sync"),
    path("traffar/<int:pk>/dorren/arbetare.js", views.door_worker, name="door_worker"),
    path("traffar/<int:pk>/dorren/rad/<int:registration>/", views.door_press, name="door_press"),
    path(
        "traffar/<int:pk>/dorren/slapp-in/<int:registration>/",
        views.door_let_in,
        name="door_let_in",
    ),
    path("traffar/<int:pk>/anmal/", views.register, name="register"),
    path("traffar/<int:pk>/anmal/brev/", views.asked, name="asked"),
    path("medlem/traffar/<int:pk>/anmal/", views.register_ours, name="register_ours"),
    path("traffar/anmalan/<str:code>/", views.registration, name="registration"),
    path(
        "traffar/anmalan/<str:code>/andra/", views.change_registration, name="change_registration"
    ),
    path("traffar/anmalan/<str:code>/lamna/", views.leave, name="leave"),
    path("traffar/anmalan/<str:code>/ta/", views.take_offer, name="take_offer"),
    path("traffar/anmalan/<str:code>/tillval/<int:pk>/ta/", views.take_add_on, name="take_add_on"),
    path(
        "traffar/anmalan/<str:code>/tillval/<int:pk>/lamna/",
        views.leave_add_on,
        name="leave_add_on",
    ),
    path(
        "traffar/anmalan/<str:code>/kalender/",
        views.registration_calendar,
        name="registration_calendar",
    ),
    path("traffar/inbjudan/<str:signed>/", views.answer, name="answer"),
    path("traffar/inbjudan/<str:signed>/vidare/", views.forward, name="forward"),
    path("organ/<slug:body>/traffar/", views.body_events, name="body_events"),
    path("organ/<slug:body>/traffar/<int:pk>/", views.body_goals, name="body_goals"),
    path("organ/<slug:body>/traffar/<int:pk>/saknas/", views.body_missing, name="body_missing"),
    path("medlem/traffar/natverk/", views.networks, name="networks"),
    path("medlem/traffar/natverk/nytt/", views.propose_network, name="propose_network"),
    path("medlem/traffar/natverk/<int:pk>/", views.network, name="network"),
    path("medlem/traffar/natverk/<int:pk>/folj/", views.follow_network, name="follow_network"),
    path("medlem/traffar/natverk/<int:pk>/agare/", views.ask_owner, name="ask_owner"),
    path("medlem/traffar/natverk/<int:pk>/traff/", views.begin_meeting, name="begin_meeting"),
    path("medlem/traffar/natverk/<int:pk>/ansvara/", views.take_charge, name="take_charge"),
    path("medlem/traffar/natverk/<int:pk>/lamna/", views.leave_network, name="leave_network"),
    path("medlem/traffar/natverk/<int:pk>/avsluta/", views.end_network, name="end_network"),
    path("traffar/natverk/<str:signed>/", views.answer_for_owner, name="answer_for_owner"),
]
