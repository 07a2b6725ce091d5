import os, re
import pytest
from django.core import mail
from tests import build
from members.models import Programme

pytestmark = pytest.mark.django_db(transaction=True)
OUT="/tmp/h3/shots"; os.makedirs(OUT, exist_ok=True)
WHICH=os.environ.get("SHOTS","").split(",")

def data():
    build.the_programme(phone="031-700 00 00")
    build.a_schedule()
    v=build.an_agenda()
    v.text="# Lättviktsagendan\n\nSverige ska vara ledande i lättvikt.\n\n## Mål\n\n1. nå globala hållbarhetsmål\n2. skapa ekonomisk tillväxt i Sverige\n3. skapa en effektivare utvecklings- och innovationsinfrastruktur i Sverige\n\n| Område | Ansvar |\n|---|---|\n| Material | Teknikgruppen |\n"
    v.save()
    for i in range(3): build.a_member(f"Verkstad {i}")

PAGES={"front":"/","programme":"/programmet/","membership":"/medlemskap/","fee250":"/medlemskap/?employees=250","fee0":"/medlemskap/?employees=0","agenda":"/lattviktsagendan/","contact":"/kontakt/","privacy":"/personuppgifter/","404":"/finns-inte/","login":"/konto/login/","loginerr":"/konto/login/","signup":"/konto/signup/","code":"/konto/login/code/","reset":"/konto/password/reset/"}
IN={"account":"/konto/","email":"/konto/email/","pwset":"/konto/password/set/","mfa":"/konto/2fa/","totp":"/konto/2fa/totp/activate/","key":"/konto/2fa/webauthn/add/","keys":"/konto/2fa/webauthn/","sessions":"/konto/sessions/","logout":"/konto/logout/","front_in":"/","home":"/hem/"}

def shoot(page, axe, scrolls, name, path, width, problems, lang):
    r=page.goto(path)
    page.wait_for_timeout(50)
    if r.status not in (200,404): problems.append(f"{path} {r.status}")
    if not WHICH[0] or name in WHICH:
        page.screenshot(path=f"{OUT}/{name}-{width}-{lang}.png", full_page=True)
    problems+= [f"{lang} {width} {x}" for x in axe(page)]
    if scrolls(page): problems.append(f"{lang} sideways {path} {width}")

@pytest.mark.parametrize("lang,locale",[("sv","sv-SE"),("en","en-GB")])
def test_all(new_page, axe, scrolls_sideways, live_server, lang, locale, client, settings):
    settings.DEBUG=False
    data(); problems=[]
    user=build.a_user("anna.akesson@verkstaden.example", name="Anna Åkesson", language=lang)
    org=build.a_member("Verkstaden i Åmål AB"); build.a_contact(org, person=build.a_person(user=user))
    boss=build.a_seat(person=build.a_person("Bo Ek", user=build.a_user("bo.ek@styrelsen.example", name="Bo Ek", is_staff=True, is_superuser=True)))
    for width in (360,1280):
        page=new_page(width=width, locale=locale)
        for n,p in PAGES.items(): shoot(page,axe,scrolls_sideways,n,p,width,problems,lang)
        if width==360:
            page.goto("/"); page.locator("summary").first.click(); page.screenshot(path=f"{OUT}/menu-{width}-{lang}.png")
        page.goto("/medlemskap/"); page.get_by_role("textbox").fill("250"); page.wait_for_timeout(900); page.screenshot(path=f"{OUT}/typed-{width}-{lang}.png", full_page=True)
        for who,pages in ((user,IN),(boss.person.user,{"home_boss":"/"})):
            client.force_login(who)
            page.context.add_cookies([{"name":"sessionid","value":client.cookies["sessionid"].value,"url":live_server.url}])
            for n,p in pages.items(): shoot(page,axe,scrolls_sideways,n,p,width,problems,lang)
    print("\n".join(problems)); assert not problems
