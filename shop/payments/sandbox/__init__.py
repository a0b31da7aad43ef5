"""Test money: the code of Stripe against a small server of our own, for development, demos and tests."""
