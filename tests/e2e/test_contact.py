import re

from playwright.sync_api import expect

ADDRESS = "/en/contact/"


def fill_in(form, *, letter):
    form.get_by_label("What shall we call you?").fill("Ágnes")
    form.get_by_label("Where shall we send the answer?").fill("agnes@example.org")
    form.get_by_label("What is it about?").select_option(index=1)
    form.get_by_label("Your letter").fill(letter)


def test_visitor_writes_to_us_with_the_keyboard_alone(open_page, stoa):
    page = open_page()
    page.goto(ADDRESS)
    form = page.locator("main form")
    token = form.locator("[name=csrfmiddlewaretoken]")
    expect(token).to_have_value("")

    form.get_by_label("What shall we call you?").focus()
    expect(token).not_to_have_value("")
    for word in ("Ágnes", "agnes@example.org", "A", "A letter <b>by hand</b>"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    # Robots are quicker.
    page.wait_for_timeout(2200)
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/en/contact/sent/$"))
    expect(page.locator("main [role=status]")).to_be_visible()
    assert "A letter <b>by hand</b>" in stoa.letters(to="editor@stoa.example", holding="A letter")[-1]


def test_visitor_writes_to_us_without_javascript(open_page):
    page = open_page(javascript=False, width=390)
    page.goto(ADDRESS)
    expect(page.locator("main form")).to_be_hidden()

    page.get_by_role("main").get_by_role("link", name="Write to us").click()
    fill_in(page.locator("main form"), letter="Written without a script")
    page.wait_for_timeout(2200)
    page.get_by_role("button", name="Send").click()

    expect(page).to_have_url(re.compile("/en/contact/sent/$"))


def test_form_sent_before_its_token_waits_for_it_and_keeps_what_was_typed(open_page, guard):
    guard.allow("status of 422")
    page = open_page()
    page.goto(ADDRESS)
    page.wait_for_load_state("networkidle")
    form = page.locator("main form")

    # Filled in by a program in no time: no field had the focus, so no token has come.
    form.evaluate(
        """form => {
          const values = ["Bo", "bo@example.org", null, "In a hurry"];
          form.querySelectorAll(".field :is(input, select, textarea)").forEach((field, number) => {
            if (values[number]) field.value = values[number];
          });
          form.requestSubmit();
        }"""
    )

    expect(page.get_by_text("That was very quick.")).to_be_visible()
    expect(page.get_by_label("Your letter")).to_have_value("In a hurry")
    page.wait_for_timeout(2200)
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(re.compile("/en/contact/sent/$"))
