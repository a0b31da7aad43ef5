"""Invoices and credit notes: issued with the payment, frozen, drawn as PDF afterwards."""
