import pytest

from lattvikt.lib.markdown import to_html


def test_headings_lists_and_tables_become_html():
    text = "# Mål\n\n1. lätt\n2. starkt\n\n| a | b |\n|---|---|\n| c | d |"
    html = to_html(text)
    for part in ["<h1>Mål</h1>", "<ol>", "<li>lätt</li>", "<td>c</td>"]:
        assert part in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[här](javascript:alert(1))",
        "![bild](https://elsewhere.example/x.png)",
        '<p style="color: red">',
    ],
)
def test_nothing_that_runs_or_is_fetched_comes_through(text):
    html = to_html(text)
    for part in ["<script", "<img", "href=", "<p style"]:
        assert part not in html


def test_a_link_says_nothing_about_where_its_reader_came_from():
    html = to_html("[här](https://elsewhere.example/)")
    assert html == (
        '<p><a href="https://elsewhere.example/" rel="noopener noreferrer">här</a></p>\n'
    )


def test_no_text_is_no_html():
    assert (to_html(""), to_html(None)) == ("", "")
