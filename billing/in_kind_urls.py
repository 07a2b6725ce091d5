from django.urls import path

from billing import views

app_name = "in_kind"
urlpatterns = [
    path("", views.in_kind, name="list"),
    path("ansok/<int:year>/", views.apply_in_kind, name="apply"),
    path("summa/<int:year>/", views.in_kind_sum, name="sum"),
    path("<int:pk>/", views.in_kind_application, name="application"),
    path("<int:pk>/redovisa/", views.report_in_kind, name="report"),
    path("<int:pk>/aterkalla/", views.withdraw_in_kind, name="withdraw"),
]
