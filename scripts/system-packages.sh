#!/bin/sh
# What the tests need from the system: Chromium, PostgreSQL, Redis, Alertmanager, Node (for the scripts' arithmetic).
# Installs what is missing when it may; else names the exact command and fails.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v redis-server >/dev/null 2>&1 || missing="$missing redis-server"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
command -v prometheus-alertmanager >/dev/null 2>&1 || missing="$missing prometheus-alertmanager"
[ -z "$missing" ] && exit 0
order="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need:$missing. Install them with this system's package manager and run make test again." >&2
    exit 1
fi
if [ "$(id -u)" != 0 ]; then
    echo "The tests need:$missing. Run this and then make test again:" >&2
    echo "  sudo apt-get update && sudo $order" >&2
    exit 1
fi
echo "Installing what the tests need from the system:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q >/dev/null
# These packages start servers by themselves; the tests start their own, so none is wanted here.
if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
$order >/dev/null
