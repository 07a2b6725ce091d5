from django.urls import path

from checks import views

app_name = "deciding"
urlpatterns = [
    path("<int:pk>/", views.ranking, name="ranking"),
    path("belopp/<int:pk>/", views.amount, name="amount"),
]
