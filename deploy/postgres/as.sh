#!/bin/sh
# In the database's container: a program of PostgreSQL as one of its roles, with that role's password. docs/operators/ tells when.
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
