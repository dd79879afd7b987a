"""``manage.py grant_reader``: let the role of ``DATABASE_URL`` read what the role of ``LOAD_DATABASE_URL`` loads; PostgreSQL only."""

import environ
from django.core.management.base import CommandError, CommandParser
from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from psycopg import sql

from archive.environment import databases
from archive.management.console import ArchiveCommand
from archive.vocabulary import LANGUAGES

ROLE_EXISTS = "SELECT count(*) FROM pg_roles WHERE rolname = %s"
CREATE_ROLE = (
    "CREATE ROLE {reader} LOGIN PASSWORD {password} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION",
    "ALTER ROLE {reader} SET default_transaction_read_only = on",
)
GRANT_RIGHTS = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC",
    "GRANT CONNECT ON DATABASE {database} TO {reader}",
    "GRANT USAGE ON SCHEMA public TO {reader}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {reader}",
    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO {reader}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {reader}",
)

# Functions by which every role may write outside the tables, in PostgreSQL 15 even in read-only transactions. Only a superuser can
# revoke them; from any other role the statement has no effect but a warning.
REVOKE_FUNCTIONS = """
DO $$ DECLARE writer regprocedure; BEGIN
  FOR writer IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname IN
    ('lo_creat', 'lo_create', 'lo_from_bytea', 'pg_logical_emit_message')
  LOOP EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', writer); END LOOP;
END $$
"""


class Command(ArchiveCommand):
    help = "Creates the role of DATABASE_URL, if necessary, and grants it only the right to read. Run with LOAD_DATABASE_URL, after migrate."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the language of the messages."""
        parser.add_argument("--lang", choices=LANGUAGES, default="en", help="the language of the messages")

    def handle(self, *, lang: str, **options: object) -> None:
        """Create the role unless it exists, and grant it its rights. Raises CommandError."""
        with override(lang):
            if connection.vendor != "postgresql":
                self.stdout.write(_("SQLite has no roles: the web opens its file to read alone."))
                return
            reader = databases.parse_database_url(environ.Env().str("DATABASE_URL"), "DATABASE_URL")
            if reader["USER"] in ("", connection.settings_dict["USER"]):
                raise CommandError(
                    _("DATABASE_URL and LOAD_DATABASE_URL must name different roles; the first is given the right to read.")
                )
            try:
                with transaction.atomic():
                    self.grant(reader["USER"], reader["PASSWORD"])
            except DatabaseError as error:
                raise CommandError(str(error).strip()) from None
            self.stdout.write(_("The role “%(role)s” may read the archive, and nothing else.") % {"role": reader["USER"]})

    def grant(self, reader: str, password: str) -> None:
        """Execute the statements; the password leaves this process as a SCRAM verifier only."""
        connection.ensure_connection()
        verifier = connection.connection.pgconn.encrypt_password(password.encode(), reader.encode(), b"scram-sha-256").decode()
        names = {
            "reader": sql.Identifier(reader),
            "password": sql.Literal(verifier),
            "database": sql.Identifier(connection.settings_dict["NAME"]),
        }
        with connection.cursor() as cursor:
            cursor.execute(ROLE_EXISTS, [reader])
            role_exists = cursor.fetchone()[0]
            for statement in GRANT_RIGHTS if role_exists else CREATE_ROLE + GRANT_RIGHTS:
                cursor.execute(sql.SQL(statement).format(**names))
            cursor.execute(REVOKE_FUNCTIONS)
