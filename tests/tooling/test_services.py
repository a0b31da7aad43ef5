import os
import socket
import subprocess
from urllib.parse import urlsplit

import pytest

from scripts import services
from scripts.system_packages import missing_packages


@pytest.mark.skipif(bool(missing_packages("redis-server")), reason="no redis-server here")
def test_redis_serves_and_is_gone_afterwards():
    with services.redis() as url:
        port = urlsplit(url).port
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"PING\r\n")
            answer = connection.recv(16)

    assert answer == b"+PONG\r\n"
    assert not services._listens(port)


@pytest.mark.skipif(bool(missing_packages("postgresql")), reason="no PostgreSQL here")
def test_postgresql_has_the_extensions_and_is_gone_afterwards():
    with services.postgresql() as url:
        folder = url.partition("host=")[2]
        query = "SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension"
        command = [services.postgresql_programs() / "psql", "-h", folder, "-U", "stoa", "-d", "stoa", "-Atc", query]
        said = subprocess.run(command, capture_output=True, text=True).stdout.strip()

    assert said == "btree_gist pg_trgm plpgsql unaccent"
    assert not os.path.exists(folder)
