from django.urls import path

from admission import views

app_name = "admission"
urlpatterns = [
    path("", views.apply, name="apply"),
    path("borja/", views.start, name="start"),
    path("avgift/", views.fee, name="fee"),
    path("<int:pk>/", views.application, name="application"),
    path("<int:pk>/granska/", views.review, name="review"),
    path("<int:pk>/aterkalla/", views.withdraw, name="withdraw"),
    path("<int:pk>/nummer/", views.number, name="number"),
    path("<int:pk>/<slug:step>/", views.step, name="step"),
]
