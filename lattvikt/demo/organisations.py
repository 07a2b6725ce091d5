# ruff: noqa: E501  one member a row
"""Seventy-two invented member organisations of every kind, on and around every boundary.

Name, kind, for-profit, industry, region, number of employees, street, postal code, city. The
names and numbers are made up; a likeness to a real organisation is chance.
"""

from typing import NamedTuple

SMALL, LARGE = "Litet företag", "Stort företag"
INSTITUTE, UNIVERSITY, COLLEGE = "Industriforskningsinstitut", "Universitet", "Högskola"
TRADE, ECONOMIC, PARK = "Branschförening", "Ekonomisk förening", "Teknikpark"
AUTHORITY, OTHER = "Myndighet", "Annat"

# The first digits of the invented numbers, by kind: the group is a hint that readers know.
NUMBER_STARTS = {
    UNIVERSITY: "202900",
    COLLEGE: "202901",
    AUTHORITY: "202902",
    INSTITUTE: "559910",
    TRADE: "802990",
    ECONOMIC: "769990",
    PARK: "559911",
    OTHER: "802991",
}
COMPANY_START = "559900"


class Member(NamedTuple):
    name: str
    kind: str
    is_for_profit: bool
    industry: str
    region: str
    employees: int
    street: str
    postal_code: str
    city: str


def company(name, industry, region, employees, street, postal_code, city):
    kind = SMALL if employees < 250 else LARGE
    return Member(name, kind, True, industry, region, employees, street, postal_code, city)


def non_profit(name, kind, industry, region, employees, street, postal_code, city):
    return Member(name, kind, False, industry, region, employees, street, postal_code, city)


MEMBERS = [
    company("Aluprofil i Vetlanda AB", "Material", "06", 50, "Profilgatan 4", "57433", "Vetlanda"),
    company("Arkens Båtvarv AB", "Sjöfart", "14", 12, "Varvsvägen 8", "44931", "Nödinge"),
    company("Balkong & Bärverk i Borås AB", "Bygg och anläggning", "14", 51, "Bergslenagatan 19", "50630", "Borås"),
    company("Bergslagens Pressgjuteri AB", "Maskin och verkstad", "20", 249, "Gjuterivägen 2", "77435", "Avesta"),
    company("Blekinge Kompositteknik AB", "Material", "10", 38, "Kolfibergatan 1", "37434", "Karlshamn"),
    company("Bohus Marinkonstruktion AB", "Sjöfart", "14", 74, "Hamngatan 11", "45131", "Uddevalla"),
    company("Brosjö Fordonskomponenter AB", "Fordon", "06", 250, "Industrivägen 30", "33153", "Värnamo"),
    company("Carbon & Co i Linköping AB", "Flyg och rymd", "05", 7, "Teknikringen 9", "58330", "Linköping"),
    company("Dalälvens Trätorn AB", "Energi", "20", 19, "Älvgatan 6", "78170", "Borlänge"),
    company("Ekan Lättmetall AB", "Material", "04", 251, "Metallvägen 3", "61231", "Finspång"),
    company("Ekstrand Simulering AB", "Konsulttjänster", "01", 1, "Odengatan 88 lgh 1203", "11322", "Stockholm"),
    company("Elfving Rälsfordon AB", "Järnväg", "19", 512, "Lokgatan 14", "72130", "Västerås"),
    company("Falubo Karosseri AB", "Fordon", "20", 96, "Karossvägen 1", "79177", "Falun"),
    company("Fiberformning Skåne AB", "Förpackning", "12", 45, "Mobilvägen 10", "22362", "Lund"),
    company("Fjällnäs Skidteknik AB", "Annan bransch", "23", 23, "Backvägen 5", "84097", "Bruksvallarna"),
    company("Forsmans Sandwichpaneler AB", "Bygg och anläggning", "24", 88, "Panelgatan 7", "93137", "Skellefteå"),
    company("Göta Extrudering AB", "Material", "14", 500, "Pressvägen 21", "46138", "Trollhättan"),
    company("Götaverkens Lättbyggnad AB", "Sjöfart", "14", 1450, "Cityvarvet 1", "41755", "Göteborg"),
    company("Hallands Rotorblad AB", "Energi", "13", 134, "Vindgatan 12", "30241", "Halmstad"),
    company("Hammarby Proteser och Ortoser AB", "Medicinteknik", "01", 66, "Hammarbybacken 27", "12030", "Stockholm"),
    company("Helsingborgs Pappersbyggnad AB", "Förpackning", "12", 252, "Pappersgatan 3", "25225", "Helsingborg"),
    company("Hylte Träkomposit AB", "Material", "13", 49, "Bruksgatan 2", "31481", "Hyltebruk"),
    company("Industrikonsult Lätt & Rätt HB", "Konsulttjänster", "18", 3, "Drottninggatan 40", "70222", "Örebro"),
    company("Jönköpings Limteknik AB", "Maskin och verkstad", "06", 52, "Limvägen 16", "55303", "Jönköping"),
    company("Kalmarsunds Vingar AB", "Flyg och rymd", "08", 17, "Flygvägen 4", "39245", "Kalmar"),
    company("Karlskoga Skyddsfordon AB", "Försvar", "18", 830, "Kanonvägen 1", "69180", "Karlskoga"),
    company("Kiruna Satellitstruktur AB", "Flyg och rymd", "25", 31, "Rymdvägen 2", "98192", "Kiruna"),
    company("Kronoberg Stolsystem AB", "Fordon", "07", 212, "Sätesgatan 8", "35246", "Växjö"),
    company("Lagerkvists Hydroform AB", "Maskin och verkstad", "06", 248, "Rörvägen 5", "33330", "Smålandsstenar"),
    company("Lasersvets i Ludvika AB", "Maskin och verkstad", "20", 28, "Ljusgatan 3", "77130", "Ludvika"),
    company("Lindholmens Digitala Tvillingar AB", "Konsulttjänster", "14", 14, "Pumpgatan 5", "41755", "Göteborg"),
    company("Lätta Hus i Norr AB", "Bygg och anläggning", "25", 110, "Trävägen 9", "97345", "Luleå"),
    company("Mälardalens Magnesium AB", "Material", "19", 41, "Gjutargatan 22", "63105", "Eskilstuna"),
    company("Nordanvinds Kompositrör AB", "Energi", "22", 59, "Rörgatan 13", "85461", "Sundsvall"),
    company("Norrbottens Stålkonstruktion AB", "Bygg och anläggning", "25", 499, "Stålvägen 1", "97187", "Luleå"),
    company("Nya Lastvagnsbolaget i Södertälje AB", "Fordon", "01", 12000, "Vagnvägen 1", "15187", "Södertälje"),
    company("Nybro Glasfiber AB", "Material", "08", 33, "Fibergatan 18", "38230", "Nybro"),
    company("Olofströms Verktyg AB", "Fordon", "10", 185, "Verktygsgatan 2", "29334", "Olofström"),
    company("Oskarshamns Hyttmontage AB", "Fordon", "08", 501, "Hyttvägen 10", "57241", "Oskarshamn"),
    company("Personvagnar Västkusten AB", "Fordon", "14", 9800, "Torslandavägen 1", "40531", "Göteborg"),
    company("Piteå Biokol AB", "Material", "25", 21, "Kolgatan 4", "94163", "Piteå"),
    company("Rymdkraft Uppsala AB", "Flyg och rymd", "03", 9, "Dag Hammarskjölds väg 30", "75237", "Uppsala"),
    company("Roslagens Segel och Rigg AB", "Sjöfart", "01", 5, "Segelgatan 1", "76130", "Norrtälje"),
    company("Sandvikens Tunnplåt AB", "Material", "21", 640, "Plåtvägen 1", "81181", "Sandviken"),
    company("Skövde Cylinderhus AB", "Fordon", "14", 1320, "Motorgatan 6", "54136", "Skövde"),
    company("Smålands Formsprutning AB", "Förpackning", "07", 77, "Plastgatan 7", "34131", "Ljungby"),
    company("Svenska Additiva Komponenter i Norra Bohuslän Aktiebolag (publ)", "Maskin och verkstad", "14", 68, "Nordbyvägen 101, Port 4B, plan 2", "45233", "Strömstad"),
    company("Söderbergs Aerodynamik AB", "Flyg och rymd", "05", 50, "Vindtunneln 2", "58254", "Linköping"),
    company("Tidaholms Tändstift och Textilarmering AB", "Material", "14", 16, "Västra Drottningvägen 12", "52230", "Tidaholm"),
    company("Trestads Flygmotorstatorer AB", "Flyg och rymd", "14", 2100, "Flygmotorvägen 1", "46181", "Trollhättan"),
    company("Ulricehamns Kolfiberväv AB", "Material", "14", 26, "Vävgatan 9", "52338", "Ulricehamn"),
    company("Västmanlands Buss & Chassi AB", "Fordon", "19", 320, "Chassigatan 15", "73133", "Köping"),
    company("Värmlands Cellulosaskum AB", "Förpackning", "17", 44, "Skumvägen 2", "65221", "Karlstad"),
    company("Ystads Färjeinredning AB", "Sjöfart", "12", 57, "Färjegatan 1", "27139", "Ystad"),
    company("Åkerlund & Ångström Lättvagnar AB", "Järnväg", "22", 135, "Ångvägen 11", "87133", "Härnösand"),
    company("Ärlig Konstruktion i Ängelholm AB", "Konsulttjänster", "12", 2, "Ängsgatan 5", "26234", "Ängelholm"),
    company("Örnsköldsviks Bioplast AB", "Material", "22", 29, "Plastvägen 3", "89140", "Örnsköldsvik"),
    company("Östgöta Skalkonstruktion AB", "Bygg och anläggning", "05", 63, "Skalgatan 8", "60228", "Norrköping"),
    non_profit("Institutet för Lätta Material och Strukturer AB", INSTITUTE, "Forskning och utbildning", "14", 480, "Forskningsgatan 3", "43153", "Mölndal"),
    non_profit("Nordiska Fogningsinstitutet AB", INSTITUTE, "Forskning och utbildning", "01", 51, "Drottning Kristinas väg 61", "11428", "Stockholm"),
    non_profit("Träforskningsinstitutet Småland AB", INSTITUTE, "Forskning och utbildning", "07", 84, "Videum 2", "35195", "Växjö"),
    non_profit("Mälarhöjdens universitet", UNIVERSITY, "Forskning och utbildning", "01", 3100, "Universitetsbacken 1", "12652", "Hägersten"),
    non_profit("Norra Bottenvikens tekniska universitet", UNIVERSITY, "Forskning och utbildning", "25", 1700, "Porsön 1", "97187", "Luleå"),
    non_profit("Öresunds universitet", UNIVERSITY, "Forskning och utbildning", "12", 7400, "Sundsgatan 1", "22100", "Lund"),
    non_profit("Högskolan i Götaland", COLLEGE, "Forskning och utbildning", "14", 501, "Högskolevägen 28", "54128", "Skövde"),
    non_profit("Stiftelsen Bergslagens högskola", COLLEGE, "Forskning och utbildning", "20", 250, "Röda vägen 3", "78170", "Borlänge"),
    non_profit("Föreningen Svenska Kompositföretag", TRADE, "Material", "01", 4, "Storgatan 5", "11444", "Stockholm"),
    non_profit("Branschföreningen Lättmetall i Norden", TRADE, "Material", "06", 6, "Kungsgatan 2", "55320", "Jönköping"),
    non_profit("Kompositkooperativet i Piteå ekonomisk förening", ECONOMIC, "Material", "25", 11, "Kooperativgatan 1", "94131", "Piteå"),
    non_profit("Vätterbygdens Verkstadssamverkan ekonomisk förening", ECONOMIC, "Maskin och verkstad", "06", 2, "Verkstadsvägen 20", "56732", "Vaggeryd"),
    non_profit("Åkroken Teknikpark AB", PARK, "Annan bransch", "22", 22, "Universitetsallén 32", "85234", "Sundsvall"),
    non_profit("Myndigheten för industriell omställning", AUTHORITY, "Annan bransch", "05", 230, "Omställningsgatan 1", "60186", "Norrköping"),
]  # fmt: skip

# Those who join during the year: they apply, and the board admits them.
NEWCOMERS = [
    "Carbon & Co i Linköping AB",
    "Hylte Träkomposit AB",
    "Ärlig Konstruktion i Ängelholm AB",
    "Örnsköldsviks Bioplast AB",
]
