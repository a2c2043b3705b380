#!/usr/bin/env bash
# Sets up the project from nothing but python3 (3.11 or newer): uv in .tools/, packages in .venv/.
#   scripts/setup.sh core|dev           install that set of pinned packages, and the project itself
#   scripts/setup.sh oracles            install the packages that scripts/oracles.py asks, in .venv-oracles/
#   scripts/setup.sh requirements       write the pinned sets anew from pyproject.toml
# Everything that is fetched is pinned, with its hash, in requirements/.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=${1:?usage: scripts/setup.sh core|dev|oracles|requirements}
log=.tools/setup.log
mkdir -p .tools

say() { printf '%-10s %s\n' "$1" "$2"; }

fail() {
    printf 'error: %s\n' "$1" >&2
    shift
    for line in "$@"; do printf '       %s\n' "$line" >&2; done
    exit 1
}

# Runs a command quietly; what it said is shown only if it fails.
quietly() {
    local what=$1
    shift
    "$@" >"$log" 2>&1 </dev/null && return
    tail -n 40 "$log" >&2
    fail "$what failed; its last lines stand above, all of them in $log"
}

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    local candidate
    if [ -n "${PYTHON:-}" ]; then
        is_new_enough "$PYTHON" || fail "PYTHON=$PYTHON is not a Python 3.11 or newer"
        command -v "$PYTHON"
        return
    fi
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
    fail "Glasshouse needs Python 3.11 or newer; python3 here is: $(python3 --version 2>&1 || true)" \
        "Install a newer Python, or name one: make PYTHON=/path/to/python3.12 demo"
}

uv_with_pip() {
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    "$python" -m pip install --quiet --upgrade --require-hashes --requirement requirements/uv.txt \
        --target .tools/uv >"$log" 2>&1 </dev/null || return 1
    printf '%s\n' .tools/uv/bin/uv
}

uv_with_venv() {
    "$python" -m venv --clear .tools/venv >>"$log" 2>&1 </dev/null || return 1
    .tools/venv/bin/python -m pip install --quiet --require-hashes --requirement requirements/uv.txt \
        >>"$log" 2>&1 </dev/null || return 1
    printf '%s\n' .tools/venv/bin/uv
}

# The pinned uv: as fetched before, else with pip, else with venv, else one that is already on the machine.
find_uv() {
    local pin found
    pin=$(cksum requirements/uv.txt)
    if [ "$(cat .tools/uv.pin 2>/dev/null)" = "$pin" ]; then
        found=$(cat .tools/uv.path)
        if "$found" --version >/dev/null 2>&1; then
            printf '%s\n' "$found"
            return
        fi
    fi
    found=$(uv_with_pip || uv_with_venv || command -v uv) || {
        tail -n 20 "$log" >&2
        fail "uv could not be fetched: neither pip nor venv works with $python" \
            "On Debian or Ubuntu: apt install python3-pip, or python3-venv. Behind a proxy: check pip's settings."
    }
    printf '%s\n' "$found" >.tools/uv.path
    printf '%s\n' "$pin" >.tools/uv.pin
    say uv "$("$found" --version | cut -d' ' -f2), in $(dirname "$found")" >&2
    printf '%s\n' "$found"
}

# A virtual environment knows its folder by its full path, so one that was moved or copied is made anew.
make_venv() {
    [ "$(cat "$venv/.folder" 2>/dev/null)" = "$PWD" ] && is_new_enough "$venv/bin/python" && return
    quietly "making $venv" "$uv" venv --clear --python "$python" "$venv"
    printf '%s\n' "$PWD" >"$venv/.folder"
    say python "$("$venv/bin/python" -c 'import platform; print(platform.python_version())'), in $venv"
}

install_packages() {
    quietly "installing requirements/$1.txt" \
        "$uv" pip install --python "$venv/bin/python" --require-hashes --requirements "requirements/$1.txt"
    say packages "$(grep -c '==' "requirements/$1.txt") pinned, from requirements/$1.txt"
}

install_project() {
    quietly "installing the project" \
        "$uv" pip install --python .venv/bin/python --offline --no-deps --no-build-isolation --editable .
    say glasshouse "installed from this folder"
}

# Each set is held to the versions of the set that it enlarges.
write_requirements() {
    pin --group bootstrap --output-file requirements/uv.txt
    pin pyproject.toml --group build --output-file requirements/core.txt
    pin pyproject.toml --group build --extra dev --extra docs \
        --constraints requirements/core.txt --output-file requirements/dev.txt
    pin --group oracles --constraints requirements/core.txt --output-file requirements/oracles.txt
}

pin() {
    quietly "pinning" "$uv" pip compile --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links "$@"
    say pinned "${*: -1}"
}

export UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1
unset VIRTUAL_ENV

python=$(find_python)
venv=.venv
uv=$(find_uv)
case $wanted in
    core | dev)
        make_venv
        install_packages "$wanted"
        install_project
        ;;
    oracles)
        venv=.venv-oracles
        make_venv
        install_packages "$wanted"
        ;;
    requirements) write_requirements ;;
    *) fail "no such set: $wanted" "known: core, dev, oracles, requirements" ;;
esac
