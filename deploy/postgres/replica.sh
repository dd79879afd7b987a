#!/bin/sh
# The replica: a copy of the primary at the first start, then what the primary writes, as it is written.
# PRIMARY_HOST, PRIMARY_PORT: whom to follow. PGDATA: where the copy lies. Further words go to postgres.
set -eu
umask 077
secrets=${SECRETS:-/run/secrets}
export PGPASSFILE="${PASSFILE:-/tmp/replicator.pgpass}"
printf '*:*:*:shawahid_replicator:%s\n' "$(cat "$secrets/replicator.password")" >"$PGPASSFILE"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  until pg_basebackup -h "$PRIMARY_HOST" -p "${PRIMARY_PORT:-5432}" -U shawahid_replicator -D "$PGDATA" -w -R -X stream -c fast; do
    rm -rf "${PGDATA:?}"/* && sleep 2
  done
fi
exec postgres "$@"
