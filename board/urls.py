from django.urls import path

from board import views

app_name = "board"

urlpatterns = [
    path("organ/<slug:body>/", views.matters, name="matters"),
    path("organ/<slug:body>/arende/<int:pk>/", views.matter, name="matter"),
]
