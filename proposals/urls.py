from django.urls import path

from proposals import views

app_name = "proposals"
urlpatterns = [
    path("", views.remarks, name="remarks"),
    path("ny/", views.new, name="new"),
]
