from django.urls import path

from checks import views

app_name = "deciding"
urlpatterns = [
    path("projekt/", views.every_project, name="projects"),
    path("<int:pk>/", views.ranking, name="ranking"),
    path("belopp/<int:pk>/", views.amount, name="amount"),
]
