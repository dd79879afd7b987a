#!/bin/sh
# deploy/restore.sh FOLDER: restore a backup into the empty database of DATABASE_URL, as a role that may write, and compare the digest of
# all rows with that of the backup. MANAGE, PG_RESTORE, PSQL: other commands than the defaults.
# The fixtures are not unpacked from FOLDER/fixtures.tar.
set -eu
folder=${1:?deploy/restore.sh FOLDER}
manage=${MANAGE:-python3 manage.py}
(cd "$folder" && sha256sum --quiet -c SHA256SUMS)
refuse() {
  echo "The database is not empty; nothing was done." >&2
  exit 1
}
case ${DATABASE_URL:?which database} in
  postgres*)
    url=${PG_URL:-$DATABASE_URL}
    tables=$(${PSQL:-psql} --no-psqlrc -XAtq --dbname="$url" -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
    [ "$tables" = 0 ] || refuse
    ${PG_RESTORE:-pg_restore} --no-owner --no-privileges --exit-on-error --single-transaction --dbname="$url" <"$folder/archive.dump"
    # A dump has no statistics; without them the server plans for empty tables.
    ${PSQL:-psql} --no-psqlrc -Xq --dbname="$url" -c "SET client_min_messages = error" -c "ANALYZE"
    ;;
  sqlite:///*)
    file=${DATABASE_URL#sqlite:///}
    [ ! -s "$file" ] || refuse
    # A log or journal of another file would be read into this one.
    rm -f "$file-wal" "$file-shm" "$file-journal" "$file.sha256"
    cp "$folder/archive.sqlite3" "$file.part"
    mv "$file.part" "$file"
    ;;
esac
restored=$($manage archive_digest)
if [ "$restored" != "$(cat "$folder/contents.sha256")" ]; then
  echo "The restored database differs from the backup: $restored" >&2
  exit 1
fi
case $DATABASE_URL in
  sqlite:///*) (cd "$(dirname "$file")" && sha256sum "$(basename "$file")" >"$(basename "$file").sha256") ;;
esac
echo "The archive $(echo "$restored" | cut -c1-8) is restored."
