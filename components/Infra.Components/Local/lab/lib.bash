# shellcheck shell=bash
# Shared by the lab's scripts: messages, locks, required environment. Sourced, never run.
set -euo pipefail
umask 077
# shellcheck source-path=SCRIPTDIR source=own-directory
source "${BASH_SOURCE[0]%/*}/own-directory"

log() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
  log "$*"
  exit 1
}

# require NAME...: every variable is set and not empty.
require() {
  local name
  for name in "$@"; do
    [[ -n ${!name:-} ]] || die "environment variable $name is not set"
  done
}

# tools NAME...: every program is installed; names the Debian packages that bring the missing ones.
tools() {
  local name missing=()
  for name in "$@"; do
    command -v "$name" >/dev/null || missing+=("$name")
  done
  ((${#missing[@]} == 0)) || die "missing programs: ${missing[*]}; scripts/setup installs what the local cloud needs"
  [[ $(id -u) == 0 ]] || die "must run as root: it creates network namespaces and taps"
}

# locked FILE: takes an exclusive lock, held until the script ends. Daemons are started with 9>&-, or they would keep it.
locked() {
  mkdir -p "${1%/*}"
  exec 9>"$1"
  flock 9
}

# Where the image cache lives; HOME may be unset under a service manager. Root runs what is in it, a kernel and a chronyd.
cache_root() {
  local cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/infra/image
  own_path "$cache"
  printf '%s\n' "$cache"
}

# The lab's places, from INFRA_LAB_ID (8 hex digits). Run directory: lives as long as the machine is up, in /run, where only root
# makes things. Disk directory: disks and the record of which incarnation of a thing is current.
# shellcheck disable=SC2034  # used by the scripts that source this
lab_paths() {
  require INFRA_LAB_ID
  [[ $INFRA_LAB_ID =~ ^[0-9a-f]{8}$ ]] || die "INFRA_LAB_ID must be 8 hex digits"
  run_root=/run/infra
  run_dir=$run_root/$INFRA_LAB_ID
  disk_root=${INFRA_LAB_DIR:-/var/tmp/infra}
  disk_dir=$disk_root/$INFRA_LAB_ID
  own_directory "$disk_root" "$INFRA_LAB_ID"
  router=infra-$INFRA_LAB_ID-router
  mgmt=infra-$INFRA_LAB_ID-mgmt
  client=infra-$INFRA_LAB_ID-client
  internet=infra-$INFRA_LAB_ID-internet
  link=inf-$INFRA_LAB_ID
}

# in_ns NAMESPACE COMMAND...: as `ip netns exec`, which would also remount /sys.
in_ns() {
  local ns=$1
  shift
  nsenter --net="/run/netns/$ns" -- "$@"
}

# running_in NAMESPACE TEXT: pids of the processes there whose command line contains TEXT.
running_in() {
  local pid
  [[ -e /run/netns/$1 ]] || return 0
  for pid in $(ip netns pids "$1"); do
    if runs "$pid" "$2"; then printf '%s\n' "$pid"; fi
  done
}

# stop_process PID TEXT: ends a process whose command line contains TEXT, so that a reused pid is never hit.
stop_process() {
  local pid=$1 text=$2 signal try
  for signal in TERM KILL; do
    runs "$pid" "$text" || return 0
    kill "-$signal" "$pid" 2>/dev/null || true
    for ((try = 0; try < 50; try++)); do
      runs "$pid" "$text" || return 0
      sleep 0.1
    done
  done
  die "process $pid ($text) does not end"
}

# runs PID TEXT: the process exists, is no zombie, and its command line contains TEXT.
runs() { [[ -n $1 && -r /proc/$1/cmdline ]] && tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -F -- "$2" >/dev/null; }
