"""M15, M16: what the PDF says, that it fetches nothing, and what happens when it cannot be drawn."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from shop.orders import mailing, settling
from shop.orders.exceptions import DrawingFailed
from shop.orders.invoices import catching_up, filing, press, pressing, sheets
from shop.orders.models import Invoice, InvoiceDrawing, Order, OrderMail, State

pytestmark = pytest.mark.once

MARKUP = '<b>A & B</b><link rel=attachment href="file:///etc/passwd"><img src="http://127.0.0.1/x">'
SCRIPTS = "Тефтер 手帳 Τετράδιο 📓"
ADDRESS = {"name": "Ива Петрова", "street": "ul. Shipka 6", "postcode": "1504", "city": "София", "country": "BG"}


@pytest.fixture
def make_invoice(make_order):
    """make_invoice(**order): of an order that was just paid."""

    def make(**fields):
        order = make_order(**{"address": ADDRESS} | fields)
        settling.mark_paid(order_id=order.pk, now=timezone.now())
        return Invoice.objects.get(order=order)

    return make


@pytest.fixture
def broken_press(tmp_path, monkeypatch):
    """A press that cannot be started, until the test ends."""
    pressing.stop()
    monkeypatch.setattr(pressing, "PROGRAM", tmp_path / "none.py")
    yield
    pressing.stop()


def read(pdf):
    """The text of a PDF."""
    return subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


def fonts(pdf):
    """The names of the fonts in a PDF; those of CJK without their region."""
    found = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    names = [line.split()[0].partition("+")[2] for line in found.splitlines()[2:]]
    return {re.sub("(?<=-CJK)-[A-Z]+", "", name) for name in names}


def facts(pdf, path):
    path.write_bytes(pdf)
    lines = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout.splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}


def test_m15_pdf_has_number_parties_lines_and_total(make_invoice, tmp_path):
    invoice = make_invoice(name=SCRIPTS)

    pdf = filing.pdf_of(invoice)

    text, info = read(pdf), facts(pdf, tmp_path / "invoice.pdf")
    for part in (invoice.reference, "Ива Петрова", "София", *SCRIPTS.split(), "€10.00"):
        assert part in text
    assert (info["Tagged"], info["Title"], info["Pages"]) == ("yes", f"Invoice {invoice.reference}", "1")
    assert info["Page size"].endswith("(A4)")


def test_m15_every_script_is_drawn_in_its_font(make_invoice):
    # Cyrillic and Greek are in them, too: no other font is there.
    latin = {"Noto-Sans", "Noto-Sans-Bold", "Noto-Serif-Bold"}

    pdf = filing.pdf_of(make_invoice(name=SCRIPTS, address=ADDRESS | {"name": "Ива Άννα"}))
    plain = filing.pdf_of(make_invoice(name="Notebook", address=ADDRESS | {"name": "Iva", "city": "Sofia"}))

    assert fonts(pdf) == latin | {"Noto-Sans-CJK", "Noto-Color-Emoji"}
    assert fonts(plain) == latin


@pytest.mark.parametrize(("language", "words"), [("en", "by: Bank transfer."), ("es", "Transferencia bancaria")])
def test_m16_pdf_says_how_it_was_paid_in_the_words_of_that_day(make_invoice, language, words):
    invoice = make_invoice(language=language)

    assert words in " ".join(read(filing.pdf_of(invoice)).split())
    assert invoice.data["paid_by"] in words


def test_m16_invoice_from_before_ways_were_said_is_drawn_as_it_was(make_invoice):
    invoice = make_invoice()
    del invoice.data["paid_by"]
    invoice.data["schema"] = 1

    text = " ".join(read(sheets.pdf(invoice)).split())

    assert f"{timezone.localtime().year}: nothing is left to pay." in text
    assert "Bank transfer" not in text


def test_m15_pdf_is_the_same_when_it_is_drawn_again(make_invoice):
    invoice = make_invoice()
    once = filing.pdf_of(invoice)
    filing.place_of(invoice).unlink()

    again = filing.pdf_of(Invoice.objects.get())

    assert read(again) == read(once)


def test_m15_pdf_is_drawn_once_and_then_read(make_invoice):
    invoice = make_invoice()
    filing.pdf_of(invoice)
    place = filing.place_of(invoice)
    place.write_bytes(b"kept")

    assert (filing.pdf_of(invoice), list(place.parent.glob(f"{place.stem}*"))) == (b"kept", [place])


def test_m15_what_people_type_is_text_and_nothing_is_fetched(make_invoice, tmp_path):
    pdf = filing.pdf_of(make_invoice(address=ADDRESS | {"name": MARKUP, "company": "Ο & Υ"}))

    (tmp_path / "invoice.pdf").write_bytes(pdf)
    attached = subprocess.run(["pdfdetach", "-list", tmp_path / "invoice.pdf"], capture_output=True, text=True)
    # Such a name is broken anywhere.
    assert "<b>A&B</b><linkrel=" in "".join(read(pdf).split())
    assert attached.stdout.strip() == "0 embedded files"


def test_m15_press_reads_no_files_even_when_markup_asks(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    html = f'<html lang="en"><title>1</title><link rel=attachment href="file://{secret}"><p>1</p></html>'

    (tmp_path / "one.pdf").write_bytes(pressing.draw(html, []))

    attached = subprocess.run(["pdfdetach", "-list", tmp_path / "one.pdf"], capture_output=True, text=True)
    assert attached.stdout.strip() == "0 embedded files"


def test_m15_names_of_ten_thousand_letters_are_cut(make_invoice):
    invoice = make_invoice()
    invoice.buyer["name"] = "W" * 10_000

    assert read(sheets.pdf(invoice)).count("W") == sheets.LONGEST - 1


def test_m15_two_hundred_lines_repeat_the_head_and_count_pages(make_invoice, tmp_path):
    invoice = make_invoice()
    invoice.data["lines"] = [*invoice.data["lines"]] * 200

    pdf = sheets.pdf(invoice)

    pages = int(facts(pdf, tmp_path / "long.pdf")["Pages"])
    text = read(pdf)
    assert pages > 5
    assert text.count("Quantity") == pages
    assert f"{pages} / {pages}" in text


def test_m15_letter_is_drawn_on_letter(make_invoice, tmp_path):
    pdf = filing.pdf_of(make_invoice(address=ADDRESS | {"country": "US"}))

    assert facts(pdf, tmp_path / "invoice.pdf")["Page size"].endswith("(letter)")


def test_m15_press_that_takes_too_long_is_ended_and_the_next_one_draws(monkeypatch):
    pressing.draw("<p>1</p>", [])
    monkeypatch.setattr(pressing, "SECONDS", 0)
    with pytest.raises(DrawingFailed):
        pressing.draw("<p>1</p>", [])
    monkeypatch.undo()

    assert pressing.draw("<p>1</p>", []).startswith(b"%PDF")


def test_m15_document_beyond_the_limits_harms_only_itself():
    deep = "<div style='display:flex'>" * 3_000

    with pytest.raises(DrawingFailed):
        pressing.draw(deep, [])

    assert pressing.draw("<p>1</p>", []).startswith(b"%PDF")


def test_m15_press_knows_nothing_of_the_site():
    process = pressing._press()
    environment = Path(f"/proc/{process.pid}/environ").read_bytes()

    assert sorted(part.split(b"=")[0] for part in environment.split(b"\0") if part) == [b"LANG", b"PATH"]
    assert "django" not in press.__dict__


def test_m15_mail_of_a_paid_order_takes_the_invoice_along(make_order, django_capture_on_commit_callbacks):
    order = make_order()
    with django_capture_on_commit_callbacks(execute=True):
        settling.mark_paid(order_id=order.pk, now=timezone.now())

    [sent], invoice = mail.outbox, Invoice.objects.get()
    name, content, kind = sent.attachments[0]
    assert (name, kind, content) == (f"{invoice.reference}.pdf", "application/pdf", filing.pdf_of(invoice))
    assert "The invoice is attached." in sent.body
    assert InvoiceDrawing.objects.get().drawn_at is not None


def test_m15_mail_waits_for_the_pdf_and_then_goes_without(make_invoice, broken_press):
    make_invoice()
    owed = OrderMail.objects.get(name="paid")
    sent = []
    for _attempt in range(3):
        OrderMail.objects.update(due_at=timezone.now() - timedelta(seconds=1))
        mailing.send_owed(owed.pk)
        sent.append(len(mail.outbox))

    assert sent == [0, 0, 1]
    assert mail.outbox[0].attachments == []
    assert "The invoice is on the page of your order." in mail.outbox[0].body
    assert InvoiceDrawing.objects.get().failures == 3


@pytest.fixture
def broken_storage(tmp_path, settings):
    """Where the folder for files should be, there is none."""
    settings.PROTECTED_ROOT = tmp_path / "file"
    settings.PROTECTED_ROOT.write_text("no folder")


def test_m15_mail_takes_a_pdf_along_that_cannot_be_kept(make_invoice, broken_storage):
    make_invoice()

    mailing.send_owed(OrderMail.objects.get(name="paid").pk)

    [sent] = mail.outbox
    assert sent.attachments[0][1].startswith(b"%PDF")
    drawing = InvoiceDrawing.objects.get()
    assert (drawing.drawn_at, drawing.failures) == (None, 1)


def test_m15_sweep_does_not_try_for_ever_to_keep_a_pdf(make_order, broken_storage):
    settling.mark_paid(order_id=make_order().pk, now=timezone.now() - timedelta(minutes=1))

    for _time in range(catching_up.MOST_FAILURES + 1):
        catching_up.draw_missed()

    assert InvoiceDrawing.objects.get().failures == catching_up.MOST_FAILURES


def test_m15_system_without_room_for_a_press_makes_the_drawing_fail(make_invoice, monkeypatch):
    invoice = make_invoice()
    pressing.stop()
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    with pytest.raises(DrawingFailed):
        filing.pdf_of(invoice)

    assert InvoiceDrawing.objects.get().failures == 1


def test_m15_sweep_draws_what_was_missed(make_order):
    before, now = make_order(), timezone.now()
    settling.mark_paid(order_id=before.pk, now=now - timedelta(minutes=1))
    settling.mark_paid(order_id=make_order().pk, now=now)

    catching_up.draw_missed()

    drawn = InvoiceDrawing.objects.exclude(drawn_at=None).values_list("invoice__order", flat=True)
    assert list(drawn) == [before.pk]


def test_m16_sweep_issues_what_is_missing(make_order):
    order, now = make_order(), timezone.now()
    Order.objects.filter(pk=order.pk).update(state=State.PAID, paid_at=now)
    make_order()

    catching_up.issue_missed()
    catching_up.issue_missed()

    assert [invoice.order for invoice in Invoice.objects.all()] == [order]
