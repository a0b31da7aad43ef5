"""How buyers pay: which providers are turned on, and what each needs to be reached."""

from pathlib import Path

from stoa.settings.env import ENV

#: Names of `shop.payments.registry`, in the order in which buyers see them.
PAYMENT_PROVIDERS = ENV.payment_providers

STRIPE_SECRET_KEY = ENV.stripe_secret_key
STRIPE_WEBHOOK_SECRETS = ENV.stripe_webhook_secrets
STRIPE_API_BASE = "https://api.stripe.com"
#: Origins outside the site that a form to pay leads on to.
PAYMENT_PAGES = ["https://checkout.stripe.com"] if "stripe" in PAYMENT_PROVIDERS else []

#: Of the shop, for those who pay by bank transfer.
BANK_ACCOUNT = {
    "holder": ENV.bank_account_holder,
    "iban": ENV.bank_iban.replace(" ", ""),
    "bic": ENV.bank_bic,
    "bank": ENV.bank_name,
}
#: Days that an order waits for a bank transfer, and for money that its payment service has announced.
BANK_TRANSFER_DAYS = 14
PENDING_PAYMENT_DAYS = 14
#: Pieces of counted goods that an order may hold so long for a bank transfer, which costs nothing to begin; 0: any.
BANK_TRANSFER_HOLD_AT_MOST = ENV.bank_transfer_hold_at_most
#: After so many hours nobody can begin to pay an order any more: its goods would be held for ever. They begin anew when
#: a payment that was announced fails, or somebody has decided about one.
PAYMENT_HOURS = 24

#: Where the sandbox keeps its state and says at which address it listens; None where there is none.
SANDBOX_FOLDER: Path | None = None
SANDBOX_PORT = 0
#: How often one address may begin to pay.
PAYMENT_RATE = "60/10m"
#: How often a member, or guests at one address, may begin a bank transfer: it holds goods for BANK_TRANSFER_DAYS for
#: nothing.
TRANSFER_RATE = "10/d"
