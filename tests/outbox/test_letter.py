from datetime import date
from email.utils import parseaddr

import pytest

from archive.actions import store
from outbox.actions import send_due
from tests import build
from tests.outbox.letters import owe

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(letterbox):
    """Send what is owed; the one letter as it arrived."""

    def receive():
        assert send_due() == 1
        [letter] = letterbox.letters
        return letter.message

    return receive


def test_a_letter_arrives_with_its_swedish_letters_whole(received, letterbox):
    owe("k-1", to="anna@example.org", subject="Välkommen till Åmål, Örjan – 100 %", text="Hej å!\n")
    letter = received()
    assert letter["Subject"] == "Välkommen till Åmål, Örjan – 100 %"
    assert letter["To"] == "anna@example.org"
    assert parseaddr(letter["From"]) == ("Medlemsprogram Lättvikt", "kansli@lattvikt.example")
    assert letter["Message-ID"] == "<k-1@lattvikt.example>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_body(["plain"]).get_content() == "Hej å!\r\n"
    assert letterbox.letters[0].sender == "kansli@lattvikt.example"
    assert letterbox.letters[0].recipients == ["anna@example.org"]


def test_a_letter_has_the_same_text_in_a_frame_with_links_that_can_be_followed(received):
    build.the_programme(name="Lätt & stark")
    owe(text="Hej <b>du</b>!\n\nSe https://example.org/a?b=1&c=2 nu.\n", language="en")
    html = received().get_body(["html"]).get_content()
    assert '<html lang="en">' in html
    assert "<p>Hej &lt;b&gt;du&lt;/b&gt;!</p>" in html
    assert '<a href="https://example.org/a?b=1&amp;c=2"' in html
    assert html.count("Lätt &amp; stark") == 2
    assert [word for word in ("<script", "<img", "style=", "<link") if word in html] == []


def test_attachments_arrive_byte_for_byte_under_their_names(received):
    pdf, text = bytes(range(256)) * 300, "rad 1\r\n.\r\n.rad å\r\n".encode()
    until = date(2034, 12, 31)
    owe(
        attachments=[
            ("Faktura för Åmål.pdf", "application/pdf", store(pdf, keep_until=until)),
            ("export.csv", "text/csv", store(text, keep_until=until)),
        ]
    )
    first, second = received().iter_attachments()
    assert first.get_filename() == "Faktura för Åmål.pdf"
    assert (first.get_content_type(), first.get_content()) == ("application/pdf", pdf)
    assert second.get_filename() == "export.csv"
    assert second.get_content_type() == "text/csv"
    assert second.get_payload(decode=True) == text


def test_lines_of_dots_and_very_long_lines_arrive_as_they_were(received):
    text = "..\n.\n.start\n" + "ö" * 3000 + "\nslut\n"
    owe(text=text)
    assert received().get_body(["plain"]).get_content() == text.replace("\n", "\r\n")


def test_an_address_under_a_swedish_domain_is_written_as_mail_servers_read_it(received, letterbox):
    owe(to="anna@båtbyggarna.example")
    received()
    assert letterbox.letters[0].recipients == ["anna@xn--btbyggarna-15a.example"]
