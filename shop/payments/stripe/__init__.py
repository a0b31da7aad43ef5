"""Stripe: its Checkout pages, its webhook."""
