#!/bin/sh
# Prints the folder of the programs of a PostgreSQL server of at least this version; else a line that says why not,
# and exit status 1. PG_BIN names a folder of its own.
least="${1:-14}"
found=""
for folder in "${PG_BIN:-}" $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin 2>/dev/null | sort -rV) \
    "$(dirname "$(command -v initdb || echo ./)")"; do
  if [ -n "$folder" ] && [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ]; then
    found="$folder"
    break
  fi
done
if [ -z "$found" ]; then
  echo "no PostgreSQL server is found (looked for initdb in /usr/lib/postgresql/*/bin and on the path)"
  exit 1
fi
version=$("$found/postgres" --version | sed -n 's/[^0-9]*\([0-9]*\).*/\1/p' | head -n 1)
if [ "${version:-0}" -lt "$least" ]; then
  echo "PostgreSQL in $found is version ${version:-unknown}, and $least is needed"
  exit 1
fi
echo "$found"
