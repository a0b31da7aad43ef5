"""What pays orders in the tests of races and crashes, in processes of their own."""

import os
import signal
import sys
from datetime import UTC, datetime

from django.conf import settings
from django.db import connection

#: Before these statements …
STATEMENTS = {
    "numbered": "INSERT INTO orders_numberseries",
    "issued": 'INSERT INTO "orders_invoicedrawing"',
    "owed": 'INSERT INTO "orders_ordermail"',
    "in hand": 'UPDATE "orders_ordermail"',
    "drawn": 'UPDATE "orders_invoicedrawing"',
}
#: … and these events of Python, whose argument ends like this.
EVENTS = {"pressed": ("subprocess.Popen", "python"), "aside": ("os.rename", ".pdf"), "sending": ("open", ".log")}
MOMENTS = [*STATEMENTS, *EVENTS]


def pay(order_id):
    """For `stoa.core.tests.racing`: was it paid by this call?"""
    from shop.orders import settling  # noqa: PLC0415 -- needs loaded models

    return str(settling.mark_paid(order_id=int(order_id), now=datetime.now(UTC)))


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(moment):
    def watch(execute, sql, params, many, context):
        if sql.startswith(STATEMENTS[moment]):
            die()
        return execute(sql, params, many, context)

    def hear(event, arguments):
        name, ending = EVENTS[moment]
        if event == name and any(str(argument).endswith(ending) for argument in arguments[:2]):
            die()

    if moment in STATEMENTS:
        connection.execute_wrappers.append(watch)
    else:
        sys.addaudithook(hear)


def pay_and_die(argument):
    """ "7:owed:/tmp/mails": pays order 7 until that moment, with mails into that folder, as if the power were lost."""
    order_id, moment, settings.EMAIL_FILE_PATH = argument.split(":")
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    die_at(moment)
    pay(order_id)
