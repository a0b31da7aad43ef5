"""My data: take it along, have it erased."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "stoa.accounts.privacy"
    label = "privacy"
    verbose_name = _("my data")

    def ready(self) -> None:
        from stoa.accounts.privacy import deletion, holdings  # noqa: PLC0415 -- need loaded models
        from stoa.core import sweep  # noqa: PLC0415 -- likewise

        holdings.register_foundations()
        sweep.register("delete accounts", deletion.erase_due)
