"""Money comes in and goes back: providers, payments, events, refunds. The order is the room below."""
