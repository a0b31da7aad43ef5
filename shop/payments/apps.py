"""Payments, refunds, and the events of providers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "shop.payments"
    label = "payments"
    verbose_name = _("payments")

    def ready(self) -> None:
        from shop.orders import history, mailing, paying  # noqa: PLC0415 -- need loaded models
        from shop.orders.administration import order_page  # noqa: PLC0415 -- likewise
        from shop.payments import (  # noqa: PLC0415 -- likewise
            failures,
            given_back,
            invariants,
            mail_facts,
            privacy,
            recording,
            registry,
            transfers,
            views,
        )
        from shop.payments.administration import panel  # noqa: PLC0415 -- likewise

        registry.check()
        privacy.register()
        invariants.register()
        failures.register()
        paying.register(
            paying.Cashier(
                url=views.url_of,
                transfer=transfers.awaited,
                given_back=given_back.of_order,
                way=recording.way_of,
                record=recording.record,
            )
        )
        history.register("attention", _("Somebody must look at it"))
        history.register_for_buyers("refund", _("Money goes back: %(amount)s"))
        history.register("transfer_sent", _("The transfer of %(amount)s to the buyer was sent"))
        history.register("refund_explained", _("For what %(amount)s went back was noted"))
        order_page.register_panel("payments", panel.of_order)
        mailing.tell_also("refunded", mail_facts.of_refund)
        mailing.tell_also("credited", mail_facts.of_refund)
        mailing.tell_also("transfer", mail_facts.of_transfer)
        mailing.tell_also("unpaid", mail_facts.of_unpaid)
        mailing.tell_also("payable", mail_facts.of_payable)
        mailing.tell_also("attention", mail_facts.of_attention)
        self._name_mails()
        self._start_what_runs_by_itself()

    def _name_mails(self) -> None:
        from shop.orders import mail_names  # noqa: PLC0415 -- needs loaded models

        mail_names.register("refunded", _("News of money that goes back"))
        mail_names.register("credited", _("Credit note"))
        mail_names.register("transfer", _("How to pay by bank transfer"))
        mail_names.register("unpaid", _("News that a payment has failed"))
        mail_names.register("payable", _("News that the order can be paid"))
        mail_names.register("attention", _("News for the shop that somebody must look at it"))

    def _start_what_runs_by_itself(self) -> None:
        from shop.payments import receiving, reconciling, registry, unanswered  # noqa: PLC0415 -- need loaded models
        from shop.payments.sandbox import companion  # noqa: PLC0415 -- likewise
        from stoa.core import companions, sweep  # noqa: PLC0415 -- likewise

        sweep.register("payments: events", receiving.act_on_missed)
        sweep.register("payments: refunds", unanswered.send_missed)
        sweep.register("payments: silent ones", reconciling.ask_about_silent)
        sweep.register("payments: needless ones", reconciling.close_needless)
        if any(provider.is_only_a_test for provider in registry.active()):
            companions.register("sandbox of payments", companion.start)
