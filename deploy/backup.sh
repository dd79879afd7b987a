#!/bin/sh
# deploy/backup.sh FOLDER: write the database of DATABASE_URL, its digest, and the fixtures to a new FOLDER.
# Readers are not interrupted. MANAGE, PG_DUMP: other commands than the defaults; docs/operators/ has those for compose.
set -eu
umask 077
folder=${1:?deploy/backup.sh FOLDER}
manage=${MANAGE:-python3 manage.py}
fixtures=${FIXTURES_ROOT:-fixtures}
if [ -e "$folder" ]; then
  echo "There is a $folder already; nothing was done." >&2
  exit 1
fi
part=$folder.part
rm -rf "$part"
mkdir -p "$part"
$manage archive_digest >"$part/contents.sha256"
case ${DATABASE_URL:?which database} in
  postgres*)
    ${PG_DUMP:-pg_dump} --format=custom --no-owner --no-privileges --dbname="${PG_URL:-$DATABASE_URL}" >"$part/archive.dump"
    ;;
  sqlite:///*)
    python3 -c 'import sqlite3, sys; a, b = map(sqlite3.connect, sys.argv[1:]); a.backup(b); b.close()' "${DATABASE_URL#sqlite:///}" "$part/archive.sqlite3"
    ;;
esac
tar -C "$(dirname "$fixtures")" -cf "$part/fixtures.tar" "$(basename "$fixtures")"
if [ "$($manage archive_digest)" != "$(cat "$part/contents.sha256")" ]; then
  echo "Another edition was loaded meanwhile; begin again." >&2
  exit 1
fi
(cd "$part" && sha256sum -- * >SHA256SUMS)
mv "$part" "$folder"
echo "$folder holds the archive $(cut -c1-8 "$folder/contents.sha256")."
