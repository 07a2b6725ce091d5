from django.urls import path

from checks import views

app_name = "assessing"
urlpatterns = [
    path("", views.home, name="home"),
    path("utlysning/<int:pk>/", views.overview, name="overview"),
    path("ansokan/<int:pk>/", views.assess, name="application"),
    path("ansokan/<int:pk>/jav/", views.declare_jav, name="declare_jav"),
    path("ansokan/<int:pk>/bedomare/<int:assessor>/ta-bort/", views.release, name="release"),
    path("ansokan/<int:pk>/yttrande/", views.statement, name="statement"),
]
