# Shared by the scripts beside it. Source it; it sets `root` and defines `say`, `die` and `newer_than`.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# newer_than STAMP FIND-EXPRESSION...: true when STAMP is absent or a source file that matches is newer.
newer_than() {
    local stamp=$1
    shift
    [[ -e $stamp ]] || return 0
    [[ -n $(find "$root" \( -name bin -o -name obj -o -name .git -o -name .infra -o -name TestResults \) -prune -o \
        -type f "$@" -newer "$stamp" -print -quit) ]]
}
