from django.urls import path

from members import views

app_name = "members"

urlpatterns = [
    path("valj/", views.choose, name="choose"),
]
