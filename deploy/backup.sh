#!/bin/sh
# deploy/backup.sh FOLDER: write the database of DATABASE_URL, its digest, and the fixtures of its edition to a new FOLDER.
# A database that is damaged or is not what its edition says is refused, and so are fixtures that have not its ledger and texts.
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
if ! $manage verify_archive --only ledger database >"$part/verified" 2>&1; then
  cat "$part/verified" >&2
  rm -r "$part"
  echo "The archive is damaged; nothing was kept." >&2
  exit 1
fi
rm "$part/verified"
$manage archive_digest >"$part/contents.sha256"
$manage archive_digest --ledger >"$part/ledger.sha256"
if ! (cd "$fixtures" && sha256sum --quiet -c -) <"$part/ledger.sha256" >&2; then
  rm -r "$part"
  echo "$fixtures has not the ledger of the edition that is loaded; nothing was kept. FIXTURES_ROOT says where it is." >&2
  exit 1
fi
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
  rm -r "$part"
  echo "Another edition was loaded meanwhile; begin again." >&2
  exit 1
fi
(cd "$part" && sha256sum -- * >SHA256SUMS)
mv "$part" "$folder"
echo "$folder holds the archive $(cut -c1-8 "$folder/contents.sha256")."
