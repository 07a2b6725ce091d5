from django.urls import path

from checks import views

app_name = "checks"
urlpatterns = [
    path("", views.calls, name="calls"),
    path("<int:pk>/", views.call, name="call"),
    path("<int:pk>/ansok/", views.begin, name="begin"),
    path("ansokan/<int:pk>/", views.application, name="application"),
    path("ansokan/<int:pk>/skriv/", views.write, name="write"),
    path("ansokan/<int:pk>/skicka/", views.send, name="send"),
    path("ansokan/<int:pk>/version/<int:number>/", views.revision, name="revision"),
    path("ansokan/<int:pk>/aterkalla/", views.withdraw, name="withdraw"),
    path("ansokan/<int:pk>/stod/", views.aid, name="aid"),
    path("ansokan/<int:pk>/parter/", views.partners, name="partners"),
    path("ansokan/<int:pk>/parter/<int:partner>/", views.drop_partner, name="drop_partner"),
    path("ansokan/<int:pk>/parter/<int:partner>/fraga-igen/", views.ask_again, name="ask_again"),
    path("ansokan/<int:pk>/filer/", views.files, name="files"),
    path("ansokan/<int:pk>/filer/<int:file>/", views.drop_file, name="drop_file"),
    path("fil/<int:pk>/", views.file, name="file"),
    path("medverkan/<str:signed>/", views.consent, name="consent"),
    path("projekt/<int:pk>/", views.project, name="project"),
    path("projekt/<int:pk>/avtal/", views.agreement, name="agreement"),
    path("projekt/<int:pk>/underteckna/", views.sign, name="sign"),
    path("projekt/<int:pk>/rapport/", views.report, name="report"),
    path("projekt/<int:pk>/offentligt/", views.publicity, name="publicity"),
    path("projekt/<int:pk>/fragor/", views.questions, name="questions"),
    path("fraga/<str:signed>/", views.answer, name="answer"),
    path("projekt/<int:pk>/forlang/", views.extend, name="extend"),
    path(
        "projekt/<int:pk>/forlang/ta-tillbaka/", views.withdraw_extension, name="withdraw_extension"
    ),
    path("projekt/<int:pk>/utbetalning/", views.ask_for_payout, name="ask_for_payout"),
]
