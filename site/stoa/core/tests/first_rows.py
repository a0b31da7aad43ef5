"""What migrations have written, put back after tests that commit and so empty the database.

Django keeps it as text and saves row after row, a second for each such test; the database itself copies it in no time.
"""

import sqlite3

from django.db import connection, transaction

#: On PostgreSQL they are kept here; nothing looks into this schema unless it is named.
KEPT = "first_rows"


def arrange() -> None:
    """Let Django keep and put back in the two ways below; call it before there is a test database."""
    if connection.vendor == "postgresql":
        connection.creation.serialize_db_to_string = _keep_in_schema
        connection.creation.deserialize_db_from_string = _put_back_from_schema
    elif connection.vendor == "sqlite":
        kept = sqlite3.connect(":memory:", check_same_thread=False)
        connection.creation.serialize_db_to_string = lambda: _copy(_connection(), kept)
        connection.creation.deserialize_db_from_string = lambda _text: _copy(kept, _connection())


def _connection() -> sqlite3.Connection:
    connection.ensure_connection()
    return connection.connection


def _copy(source: sqlite3.Connection, target: sqlite3.Connection) -> str:
    source.backup(target)
    return ""


def _keep_in_schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {KEPT} CASCADE")
        cursor.execute(f"CREATE SCHEMA {KEPT}")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT EXISTS (SELECT FROM public."{table}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE {KEPT}."{table}" AS TABLE public."{table}"')
    return ""


def _put_back_from_schema(_text: str) -> None:
    """Also where they still are, as before the first test that commits."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [KEPT])
        for (table,) in cursor.fetchall():
            cursor.execute(f'INSERT INTO public."{table}" SELECT * FROM {KEPT}."{table}" ON CONFLICT DO NOTHING')
