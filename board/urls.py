from django.urls import include, path

from board import views

app_name = "board"

of_a_matter = [
    path("", views.matter, name="matter"),
    path("rosta/", views.vote, name="vote"),
    path("mote/", views.to_meeting, name="to_meeting"),
    path("jav/<int:seat>/", views.lift, name="lift"),
    path("besluta/", views.decide, name="decide"),
    path("acklamation/", views.acclaim, name="acclaim"),
    path("begar-rost/", views.ask_for_vote, name="ask_for_vote"),
    path("en-och-en/", views.take_apart, name="take_apart"),
]

of_a_point = [
    path("", views.item, name="item"),
    path("andra/", views.change_item, name="change_item"),
    path("flytta/<slug:way>/", views.move_item, name="move_item"),
    path("ta-bort/", views.remove_item, name="remove_item"),
    path("skriv/<slug:what>/", views.write, name="write"),
]

of_minutes = [
    path("", views.minutes, name="minutes"),
    path("skriv/", views.write_minutes, name="write_minutes"),
    path("version-<int:version>.pdf", views.minutes_pdf, name="minutes_pdf"),
    path("<slug:what>/", views.minutes_step, name="minutes_step"),
]

of_a_post = [
    path("", views.post, name="post"),
    path("bild/", views.post_picture, name="post_picture"),
    path("publicera/", views.publish_post, name="publish_post"),
    path("ta-ned/", views.take_down_post, name="take_down_post"),
]

of_a_body = [
    path("", views.matters, name="matters"),
    path("arende/<int:pk>/", include(of_a_matter)),
    path("moten/", views.meetings, name="meetings"),
    path("moten/nytt/", views.new_meeting, name="new_meeting"),
    path("moten/<int:pk>/", views.meeting, name="meeting"),
    path("moten/<int:pk>/andra/", views.change_meeting, name="change_meeting"),
    path("moten/<int:pk>/kallelse/", views.send_notice, name="send_notice"),
    path("moten/<int:pk>/stall-in/", views.cancel_meeting, name="cancel_meeting"),
    path("moten/<int:pk>/handlingar/", views.package, name="package"),
    path("moten/<int:pk>/svar/", views.answer, name="answer"),
    path("moten/<int:pk>/i-klump/", views.take_in_one, name="take_in_one"),
    path("moten/<int:pk>/under/", views.live, name="live"),
    path("moten/<int:pk>/under/<int:item>/", views.live_item, name="live_item"),
    path("moten/<int:pk>/under/<int:item>/narvaro/", views.presence, name="presence"),
    path("moten/<int:pk>/under/<int:item>/jav/", views.stand_aside, name="stand_aside"),
    path("moten/<int:pk>/protokoll/", include(of_minutes)),
    path("moten/<int:pk>/ny-punkt/", views.new_item, name="new_item"),
    path("moten/<int:pk>/ordning/", views.order_items, name="order_items"),
    path("moten/<int:pk>/staende-punkter/", views.add_standing_items, name="add_standing_items"),
    path("moten/<int:pk>/nyhet/", views.new_post, name="new_post"),
    path("moten/<int:pk>/nyhet/<int:post>/", include(of_a_post)),
    path("moten/<int:pk>/punkt/<int:item>/", include(of_a_point)),
    path("underlag/<int:pk>/", views.paper, name="paper"),
    path("uppdrag/", views.tasks, name="tasks"),
    path("uppdrag/<int:pk>/klart/", views.finish_task, name="finish_task"),
    path("beslut/", views.decisions, name="decisions"),
    path("om/", views.about, name="about"),
]

urlpatterns = [
    path("organ/beslut/", views.register, name="register"),
    path("organ/<slug:body>/", include(of_a_body)),
    path("kallelse/<str:signed>/", views.answer_notice, name="answer_notice"),
    path("nyheter/", views.news, name="news"),
    path("nyheter/<int:pk>/", views.news_item, name="news_item"),
    path("nyheter/<int:pk>/bild/", views.news_picture, name="news_picture"),
    path("styrelse/", views.the_board, name="the_board"),
]
