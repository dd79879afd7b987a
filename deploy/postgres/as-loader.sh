#!/bin/sh
# In the database's container: a program of PostgreSQL with the loader's name and password. For backup and restore; docs/operators/.
set -eu
PGUSER=shawahid_loader PGDATABASE=shawahid PGPASSWORD="$(cat "${SECRETS:-/run/secrets}/loader.password")"
export PGUSER PGDATABASE PGPASSWORD
exec "$@"
