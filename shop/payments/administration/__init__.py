"""Payments in the admin: lists, the log of events, refunds."""
