"""The page that shows what the workers do (Flower), for whoever runs the site; it does not start without a password."""

import os
import sys

LEAST = 12
COMMAND = [sys.executable, "-m", "celery", "--app", "stoa.celery", "flower", "--persistent=false"]


def environment() -> dict[str, str]:
    """With the password, which no list of processes shows. Exits with a sentence where there is none."""
    password = os.environ.get("MONITOR_PASSWORD", "")
    if len(password) < LEAST or "," in password:
        sys.exit(f"The monitor does not start: set MONITOR_PASSWORD to {LEAST} characters or more, without commas.")
    bound = {"FLOWER_ADDRESS": os.environ.get("MONITOR_ADDRESS", "127.0.0.1"), "FLOWER_PORT": "5555"}
    # Whatever else is in the environment: nobody is let in without the password.
    closed = {"FLOWER_UNAUTHENTICATED_API": "false", "FLOWER_BASIC_AUTH": f"stoa:{password}"}
    return os.environ | bound | closed


if __name__ == "__main__":
    os.execve(sys.executable, COMMAND, environment())  # noqa: S606 -- a fixed command
