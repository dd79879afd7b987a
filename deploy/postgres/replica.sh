#!/bin/sh
# Run the replica: copy the primary at the first start, then follow it by streaming replication.
# PRIMARY_HOST, PRIMARY_PORT: the primary. PGDATA: the data folder. Further arguments are passed to postgres.
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
