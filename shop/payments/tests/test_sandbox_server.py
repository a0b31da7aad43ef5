"""The sandbox behaves like Stripe where we rely on it; asked by the SDK, over HTTP."""

import time

import pytest
from stripe import AuthenticationError, IdempotencyError, InvalidRequestError, StripeClient

from shop.payments.sandbox.provider import SandboxProvider
from shop.payments.sandbox.server import running
from shop.payments.sandbox.server.events import Post

SESSION = {
    "mode": "payment",
    "success_url": "http://testserver/en/done/",
    "cancel_url": "http://testserver/en/pay/",
    "line_items": [
        {"price_data": {"currency": "eur", "unit_amount": 500, "product_data": {"name": "Lamp"}}, "quantity": 2}
    ],
}


@pytest.fixture
def sessions(bank):
    return SandboxProvider().client.v1.checkout.sessions


def test_same_key_and_question_same_answer(bank, sessions):
    first = sessions.create(SESSION, {"idempotency_key": "one"})
    second = sessions.create(SESSION, {"idempotency_key": "one"})
    third = sessions.create(SESSION, {"idempotency_key": "two"})

    assert (first.id == second.id, first.id == third.id) == (True, False)
    assert first.amount_total == 1000


def test_same_key_and_another_question_is_refused(sessions):
    sessions.create(SESSION, {"idempotency_key": "one"})

    with pytest.raises(IdempotencyError):
        sessions.create(SESSION | {"locale": "es"}, {"idempotency_key": "one"})


@pytest.mark.parametrize("seconds", [-10, 29 * 60, 25 * 60 * 60])
def test_sessions_end_between_half_an_hour_and_a_day(sessions, seconds):
    with pytest.raises(InvalidRequestError, match="expires_at"):
        sessions.create(SESSION | {"expires_at": int(time.time()) + seconds})


def test_too_little_and_two_currencies_are_refused(sessions):
    cheap = {"price_data": {"currency": "eur", "unit_amount": 10, "product_data": {"name": "Pin"}}, "quantity": 1}
    dollars = {"price_data": {"currency": "usd", "unit_amount": 500, "product_data": {"name": "Pin"}}, "quantity": 1}

    with pytest.raises(InvalidRequestError):
        sessions.create(SESSION | {"line_items": [cheap]})
    with pytest.raises(InvalidRequestError):
        sessions.create(SESSION | {"line_items": [*SESSION["line_items"], dollars]})


def test_what_is_over_is_not_ended_again(sessions):
    session = sessions.create(SESSION)
    sessions.expire(session.id)

    with pytest.raises(InvalidRequestError):
        sessions.expire(session.id)
    assert sessions.retrieve(session.id).status == "expired"


def test_wrong_key_is_refused(bank):
    stranger = StripeClient("sk_test_other", base_addresses={"api": bank.server.url})

    with pytest.raises(AuthenticationError):
        stranger.v1.events.list()


def test_more_than_was_paid_is_not_given_back(bank, begin, make_order):
    payment = begin(make_order())
    bank.pay(payment)
    refunds = SandboxProvider().client.v1.refunds

    with pytest.raises(InvalidRequestError, match="greater than unrefunded"):
        refunds.create({"payment_intent": bank.intent(payment), "amount": 1001})
    refunds.create({"payment_intent": bank.intent(payment)})
    with pytest.raises(InvalidRequestError) as refused:
        refunds.create({"payment_intent": bank.intent(payment)})
    assert refused.value.code == "charge_already_refunded"


def test_what_was_done_is_known_after_a_restart(tmp_path):
    facts = {"secret_key": "sk_test_x", "post": Post(secret="whsec_x"), "folder": tmp_path, "sends_events": False}
    with running(**facts) as server:
        made = StripeClient("sk_test_x", base_addresses={"api": server.url}).v1.checkout.sessions.create(SESSION)

    with running(**facts) as server:
        found = StripeClient("sk_test_x", base_addresses={"api": server.url}).v1.checkout.sessions.retrieve(made.id)

    assert found.to_dict() == made.to_dict()
