from django.urls import path

from proposals import views

app_name = "answering"
urlpatterns = [
    path("", views.every_remark, name="remarks"),
    path("anteckna/", views.note, name="note"),
    path("<int:pk>/", views.remark, name="remark"),
    path("<int:pk>/svar/", views.answer, name="answer"),
    path("<int:pk>/resultat/", views.tell_result, name="tell_result"),
    path("<int:pk>/mote/", views.take_up, name="take_up"),
]
