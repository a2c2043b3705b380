#!/usr/bin/env bash
# Finds a chromium for the browser tests; on Debian, as root, installs it. Never fails: without one they are skipped.
set -euo pipefail

say() { printf '%-10s %s\n' browser "$1"; }

if [ -n "${GLASSHOUSE_CHROMIUM:-}" ] || [ -x /usr/bin/chromium ] || command -v chromium >/dev/null; then
    exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    say "no chromium, and not root on a Debian: browser tests will be skipped"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if { apt-get -q update && apt-get -qy install --no-install-recommends chromium fonts-dejavu-core; } \
    >"$log" 2>&1 </dev/null; then
    say "chromium installed with apt-get"
else
    tail -n 5 "$log" >&2
    say "chromium could not be installed: browser tests will be skipped"
fi
