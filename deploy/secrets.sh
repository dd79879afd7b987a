#!/bin/sh
# deploy/secrets.sh [FOLDER]: create the four passwords of the database, readable only to the users who need them.
# FOLDER is secrets/ by default; existing files are not changed. Run as root if containers run as other users:
# the database's is 999, the archive's 10001.
set -eu
umask 077
folder=${1:-secrets}
mkdir -p "$folder"
chmod 711 "$folder"
for role in postgres loader reader replicator; do
  if [ ! -s "$folder/$role.password" ]; then
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$folder/$role.password"
  fi
done
for role in loader reader; do
  printf '*:*:*:shawahid_%s:%s\n' "$role" "$(cat "$folder/$role.password")" >"$folder/$role.pgpass"
done
if [ "$(id -u)" = 0 ]; then
  chown "${DATABASE_USER:-999}" "$folder"/*.password
  chown "${ARCHIVE_USER:-10001}" "$folder"/*.pgpass
fi
