#!/usr/bin/env bash
# Finds a chromium for the browser tests, and Pango for the tests of PDFs; on Debian, as root, installs what lacks. Never fails:
# without them those tests are skipped.
set -euo pipefail

say() { printf '%-10s %s\n' browser "$1"; }

has_chromium() { [ -n "${GLASSHOUSE_CHROMIUM:-}" ] || [ -x /usr/bin/chromium ] || command -v chromium >/dev/null; }

# What WeasyPrint loads at run time; ldconfig lies outside the path of who is not root.
has_pango() {
    local known
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || return 1
    [[ $known == *libpango-1.0.so* && $known == *libpangoft2-1.0.so* && $known == *libharfbuzz-subset.so* ]]
}

lacking=() packages=()
if ! has_chromium; then
    lacking+=("chromium")
    packages+=(chromium fonts-dejavu-core)
fi
if ! has_pango; then
    lacking+=("Pango")
    packages+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core)
fi
if [ ${#lacking[@]} -eq 0 ]; then
    exit 0
fi
if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
    say "no ${lacking[*]}, and not root on a Debian: their tests will be skipped"
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if { apt-get -q update && apt-get -qy install --no-install-recommends "${packages[@]}"; } >"$log" 2>&1 </dev/null; then
    say "${lacking[*]} installed with apt-get"
else
    tail -n 5 "$log" >&2
    say "${lacking[*]} could not be installed: their tests will be skipped"
fi
