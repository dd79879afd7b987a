#!/bin/sh
# Run a PostgreSQL program in the database's container as a role, with its password; see docs/operators/.
#   as.sh loader pg_dump …    as.sh postgres createdb …
set -eu
role=${1:?as.sh loader|postgres PROGRAM …}
shift
case $role in
  postgres) PGUSER=postgres ;;
  *) PGUSER=shawahid_$role ;;
esac
PGDATABASE=${PGDATABASE:-shawahid} PGPASSWORD="$(cat "${SECRETS:-/run/secrets}/$role.password")"
export PGUSER PGDATABASE PGPASSWORD
exec "$@"
