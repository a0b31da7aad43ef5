"""Mails to those who wish to know when a sold-out offer can be had again."""
