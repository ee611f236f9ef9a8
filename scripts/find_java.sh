#!/bin/sh
# Says whether a Java of at least this version is to be found: exit status 0 if so, else a line that says why not.
least="${1:-17}"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
if ! command -v "$java" >/dev/null 2>&1; then
  echo "no Java is found (looked for: $java)"
  exit 1
fi
version=$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
if [ "${version:-0}" -lt "$least" ]; then
  echo "Java is version ${version:-unknown}, and $least is needed"
  exit 1
fi
