"""Ask a process on this machine whether it is up: `healthcheck.py 8000 [/readyz]`. Exit code 0 is yes."""

import http.client
import os
import sys


def main() -> int:
    port, path = int(sys.argv[1]), (sys.argv[2:] or ["/healthz"])[0]
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
    return 0 if connection.getresponse().status == 200 else 1


if __name__ == "__main__":
    sys.exit(main())
