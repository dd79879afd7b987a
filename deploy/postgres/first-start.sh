#!/bin/sh
# Run roles.sql with the passwords of the secrets; the image calls this once, for a new data folder.
set -eu
secrets=${SECRETS:-/run/secrets}
sql=${ROLES_SQL:-/etc/shawahid/roles.sql}
exec psql -v ON_ERROR_STOP=1 --no-psqlrc -q -U "${POSTGRES_USER:-postgres}" -d postgres \
  -v loader="$(cat "$secrets/loader.password")" \
  -v reader="$(cat "$secrets/reader.password")" \
  -v replicator="$(cat "$secrets/replicator.password")" \
  -f "$sql"
