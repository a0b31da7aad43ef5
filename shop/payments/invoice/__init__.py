"""Bank transfer: the buyer gets an account and a reference, staff say when the money is there."""
