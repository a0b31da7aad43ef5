"""What pays orders in the tests of races and crashes, in processes of their own.

As a program, `python -m shop.orders.tests.payers <folder of mails> <order id>:<moment> …` has a process pay each order
and kill itself at that moment, as a machine does that loses its power; its output says by which signal each ended.
"""

import os
import signal
import sys
from datetime import UTC, datetime

import django
from django.conf import settings
from django.db import connection

#: Before these statements …
STATEMENTS = {
    "numbered": 'UPDATE "orders_numberseries"',
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


def pay_and_die(order_id, moment):
    """The signal by which a process of its own ended, less than nothing."""
    process = os.fork()
    if not process:
        die_at(moment)
        pay(order_id)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


if __name__ == "__main__":
    django.setup()
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = sys.argv[1]
    print(*(pay_and_die(*argument.split(":")) for argument in sys.argv[2:]))  # noqa: T201
