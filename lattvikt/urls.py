from django.contrib import admin
from django.urls import include, path

from accounts.views import account_home
from billing.views import economy
from checks.views import granted_checks
from lattvikt import views
from lattvikt.health import Health
from lattvikt.our_pages import our_pages

urlpatterns = [
    path("", views.front, name="front"),
    path("programmet/", views.programme, name="programme"),
    path("medlemskap/", views.membership, name="membership"),
    path("medlemskap/avgift/", views.fee, name="fee"),
    path("lattviktsagendan/", views.agenda, name="agenda"),
    path("kontakt/", views.contact, name="contact"),
    path("personuppgifter/", views.privacy, name="privacy"),
    path("hem/", views.home_of, name="home_of"),
    path("sprak/", views.choose_language, name="set_language"),
    path("manifest.json", views.manifest, name="manifest"),
    path("halsa/", Health.as_view(), name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("medlem/", our_pages, name="our_pages"),
    path("medlem/fakturor/", include("billing.urls")),
    path("medlem/in-kind/", include("billing.in_kind_urls")),
    path("checkar/", granted_checks, name="granted_checks"),
    path("medlem/checkar/", include("checks.urls")),
    path("", include("events.urls")),
    path("medlem/synpunkter/", include("proposals.urls")),
    path("medlem/", include("members.urls")),
    path("ansok/", include("admission.urls")),
    path("organ/<slug:body>/ekonomi/", economy, name="economy"),
    path("organ/<slug:body>/checkar/", include("checks.assessing_urls")),
    path("organ/<slug:body>/checkar/", include("checks.deciding_urls")),
    path("organ/<slug:body>/synpunkter/", include("proposals.answering_urls")),
    path("", include("board.urls")),
    path("kansli/", admin.site.urls),
    path("konto/", account_home, name="account_home"),
    path("konto/", include("allauth.urls")),
]

handler400 = views.bad_request
