"""Rows of the tables in HTML replies, as mail programs rewrite ours, and as somebody hostile would write them."""

import time

import pytest

from processor.reading.enclosed.tables import mail_rows, table_rows
from processor.reading.limits import Limits
from tests.unit.documents.forms import DEFINITION
from tests.unit.documents.test_form_mails import LANGUAGES, MailTemplate, render
from tests.unit.reading.mails import mail, multipart, part

OUTLOOK = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class="WordSection1">
<p class="MsoNormal">Siehe unten.<o:p></o:p></p>
<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class="MsoNormal"><b>Von:</b>
Vendor<br><b>Gesendet:</b> Samstag<o:p></o:p></p></div></div>
<table class="MsoNormalTable" border="0"><tbody><tr><td><div align="center">
<table class="MsoNormalTable" border="1"><tbody>
<tr><td width="24" valign="top" style='width:18.0pt'><p class="MsoNormal"><span style='font-size:10.5pt'>1)<o:p>
</o:p></span></p></td>
<td valign="top"><p class="MsoNormal">Superuser<br><span class="muted1">first
name</span><o:p></o:p></p></td>
<td valign="top"><p class="MsoNormal"><span style='color:#1F497D'>Anna Berg</span><o:p></o:p></p>
<p class="MsoNormal"><o:p>&nbsp;</o:p></p></td></tr>
<tr><td>2)</td><td>E-Mail</td><td><p class="MsoNormal"><o:p>&nbsp;</o:p></p></td></tr>
</tbody></table></div></td></tr></tbody></table></div></body></html>"""
GMAIL = """<div dir="ltr">see below</div><br><div class="gmail_quote gmail_quote_container">
<div dir="ltr" class="gmail_attr">
On Sat, Mar 1, 2031 at 12:31 PM Vendor wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;
border-left:1px solid rgb(204,204,204);padding-left:1ex"><u></u><div><table width="100%"><tbody><tr><td>
<table border="1">
<tbody><tr><td>1)</td><td>Superuser<br><small>first name</small></td><td>Anna&nbsp;Berg<div>+49 30 1</div></td></tr>
<tr><td>2)</td><td>E-mail</td><td>____</td></tr></tbody></table></td></tr></tbody></table></div></blockquote></div>"""
APPLE = """<html><head></head><body style="overflow-wrap: break-word;">Hi<br><div><blockquote type="cite">
<div>On 1 Mar 2031, at 12:31, Vendor wrote:</div><br class="Apple-interchange-newline">
<div><table role="presentation"><tbody><tr><td><table
class="grid"><tbody><tr><td>1)</td><td>Superuser<br><small>first name</small></td><td><font
color="#0433ff">Anna <b>Berg</b></font></td></tr><tr><td>2)</td><td>E-mail</td>
<td><a href="mailto:anna@customer.example">anna@customer.example</a></td></tr>
</tbody></table></td></tr></tbody></table></div></blockquote></div></body></html>"""


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        (OUTLOOK, (("1)", "Superuser\nfirst name", "Anna Berg"), ("2)", "E-Mail", ""))),
        (GMAIL, (("1)", "Superuser\nfirst name", "Anna Berg\n+49 30 1"), ("2)", "E-mail", "____"))),
        (APPLE, (("1)", "Superuser\nfirst name", "Anna Berg"), ("2)", "E-mail", "anna@customer.example"))),
    ],
)
def test_rows_as_mail_programs_send_them_back(html: str, rows: tuple[tuple[str, ...], ...]) -> None:
    assert table_rows(html) == rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_mail_has_a_row_for_each_field(language: str) -> None:
    html = render(MailTemplate.FORM_REQUEST, language).html
    for quoted in (html, f"<blockquote type=cite>{html}</blockquote>"):
        rows = [row for row in table_rows(quoted) if len(row) == 3]
        assert [row[1].split("\n")[0] for row in rows] == [dict(field.labels)[language] for field in DEFINITION.fields]
        assert {row[2] for row in rows} == {"____"}


def test_what_cannot_be_seen_is_no_answer() -> None:
    html = (
        "<table><tr><td>1)</td><td>Superuser</td><td><span style='display:none'>Eve</span></td></tr>"
        "<tr style='font-size:0'><td>2)</td><td>E-mail</td><td>eve@evil.example</td></tr>"
        "<tr><td>3)</td><td>Phone</td><td><font color=white>1</font><!-- 2 --><script>3</script></td></tr></table>"
    )
    assert table_rows(html) == (("1)", "Superuser", ""), ("3)", "Phone", ""))


def test_a_table_pasted_into_an_answer() -> None:
    html = "<table><tr><td>Queues</td><td><table><tr><td>Sales</td><td>5</td></tr></table></td></tr></table>"
    assert table_rows(html) == (("Queues", "Sales 5"), ("Sales", "5"))


def test_layout_of_one_cell_and_empty_rows_say_nothing() -> None:
    assert table_rows("<table><tr><td>x</td></tr><tr><td></td><td>&nbsp;</td></tr></table>") == ()
    assert table_rows("") == table_rows("<p>none</p>") == table_rows("<table><tr") == ()


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>a</td><td>" * 5000,
        "<table>" + "<tr><td>a</td><td>b</td></tr>" * 12_000,
        "<table><tr>" + "<td>x" * 50_000,
        "<table><tr><td>a</td><td>" + "<b>" * 20_000,
        "<table><tr><td>a</td><td>" + "x" * 900_000,
        "<table>" + "<tr><td>a</td><td>" + "<br>" * 30_000,
        "<tr>" * 2_000_000,
        "<table>" + "<tr><td>" * 200 + "x" * 3000,
    ],
)
def test_the_cost_has_a_bound(html: str) -> None:
    started = time.process_time()
    rows = table_rows(html)
    assert time.process_time() - started < 5
    assert len(rows) <= 2000
    assert sum(len(cell) for row in rows for cell in row) < 4_000_000


def test_rows_of_a_mail_are_those_of_its_own_html() -> None:
    html = "<table><tr><td>Имя</td><td>Анна</td></tr></table>"
    raw = multipart(
        "mixed",
        part("text/plain", "see below"),
        part("text/html; charset=koi8-r", "") + html.encode("koi8-r"),
        part("text/html", "<table><tr><td>not</td><td>this</td></tr></table>", Content_Disposition="attachment"),
        part("message/rfc822", "Content-Type: text/html\r\n\r\n<table><tr><td>nor</td><td>this</td></tr></table>"),
    )
    assert mail_rows(raw, Limits()) == (("Имя", "Анна"),)
    assert mail_rows(mail("plain"), Limits()) == ()
    assert mail_rows(b"", Limits()) == ()
