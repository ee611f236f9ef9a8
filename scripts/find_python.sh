#!/bin/sh
# Prints the first Python that can make this project's environment: 3.11 to 3.13, with venv and pip.
# Arguments: the only interpreter to consider; none: the usual names.
set -eu

suits='import sys, ensurepip, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

for name in ${1:-python3 python3.13 python3.12 python3.11 python}; do
  # A name on the PATH may be a launcher that starts nothing: only running it tells.
  if "$name" -c "$suits" >/dev/null 2>&1; then
    "$name" -c 'import sys; print(sys.executable)'
    exit 0
  fi
done

if [ -n "${1:-}" ]; then
  echo "PYTHON=$1 does not start a Python 3.11, 3.12 or 3.13 with venv and pip." >&2
else
  echo "No Python 3.11, 3.12 or 3.13 with venv and pip was found." >&2
fi
echo "Install one (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make hub PYTHON=python3.12" >&2
exit 1
