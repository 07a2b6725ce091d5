from django.urls import path

from members import views

app_name = "members"

urlpatterns = [
    path("valj/", views.choose, name="choose"),
    path("inbjudan/<str:signed>/", views.invitation, name="invitation"),
    path("antal-anstallda/<str:signed>/", views.head_count, name="head_count"),
    path("brev/", views.letters, name="letters"),
    path("brev/<str:signed>/", views.letters_by_link, name="letters_by_link"),
    path("organisation/", views.organisation, name="organisation"),
    path("organisation/andra/", views.details, name="details"),
    path("organisation/antal-anstallda/", views.employees, name="employees"),
    path("organisation/avsluta/", views.end, name="end"),
    path("kontakter/", views.contacts, name="contacts"),
    path("kontakter/bjud-in/", views.invite, name="invite"),
    path("kontakter/<int:pk>/", views.roles, name="roles"),
    path("kontakter/<int:pk>/lamna/", views.leave, name="leave"),
    path("kontakter/roll/<int:pk>/lamna-over/", views.hand_over, name="hand_over"),
]
