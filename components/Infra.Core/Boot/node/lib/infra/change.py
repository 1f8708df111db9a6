"""A change of the desired state: journalled, applied, and undone unless confirmed by a new connection."""
from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from bundle import CHRONY, FIREWALL, KEYS, MODULES, RULES, SSHD, SYSCTL, UNITS, WG_CONF
from bundle import Bundle, differing, digest, stored, write_files
from firewall import NAMES, load_filter, load_firewall, lock_down
from mesh import mesh_from_disk
from program import COMMAND, Other
from system import CANDIDATE, CONFIRMED, PENDING, ROOT, STATE, Refused, move, read, remove, run, succeeds, told, write

UNDONE = f"{STATE}/undone.json"
JOURNAL = "/etc/systemd/journald.conf.d/"
# What else has what changed take effect; each is given the paths.
ALSO: list[Callable[[set[str]], None]] = []


def apply(bundle: Bundle, everything: bool) -> None:
    """Files first, then what reads them; only what changed, unless an earlier run may have been cut off."""
    for path in differing(bundle):
        if path.startswith(UNITS) and path not in bundle.files:
            succeeds("systemctl", "disable", "--now", "--quiet", os.path.basename(path))
    changed = write_files(bundle)
    if everything or changed & set(FIREWALL):
        load_firewall(ROOT + RULES)
    if everything or WG_CONF in changed:
        mesh_from_disk()
    reload_services(changed.union(bundle.files) if everything else changed)
    for load in ALSO:
        load(changed)


def reload_services(changed: set[str]) -> None:
    """Has what reads the files read them: those that are there of the paths that changed."""
    def there(directory: str) -> list[str]:
        return [path for path in sorted(changed) if path.startswith(directory) and os.path.exists(ROOT + path)]

    for path in there(MODULES):
        # Before the settings: a module's exist once it is loaded.
        for module in (read(ROOT + path) or b"").decode().split():
            run("modprobe", module)
    for path in there(SYSCTL):
        run("sysctl", "-q", "-p", ROOT + path)
    if any(path.startswith(UNITS) for path in changed):
        run("systemctl", "daemon-reload")
        run("systemctl", "enable", "--quiet", *map(os.path.basename, there(UNITS)))
    if CHRONY in changed:
        run("systemctl", "restart", "chrony")
    if any(path.startswith(JOURNAL) for path in changed):
        # Also when the settings are taken away again. What writes to the journal keeps its connection over a restart.
        run("systemctl", "restart", "systemd-journald")
        # To the disk: at a boot a unit asks for it, which an image may lack.
        succeeds("journalctl", "--flush")
    if SSHD in changed:
        run("systemctl", "reload-or-restart", "ssh")
    if changed & {SSHD, KEYS}:
        # What the cloud put there for the first boot. sshd looks there no more; a key that was taken away is to be gone. The directory
        # is the user's, who may make a link of it: then it is left alone.
        with contextlib.suppress(Refused):
            remove(f"{ROOT}/home/ops/.ssh/authorized_keys")


def pending() -> dict[str, Any] | None:
    """The journal; None without one. One that cannot be read is of a change as well, which can be undone and nothing else."""
    keys = ("hash", "nonce", "appliedAt", "boot")
    try:
        if (raw := read(PENDING)) is None:
            return None
        left = json.loads(raw)
        return {key: left[key] for key in keys}
    except Exception:
        return dict.fromkeys(keys)


def this_boot() -> str:
    return (read(f"{ROOT}/proc/sys/kernel/random/boot_id") or b"").decode()


def outlived() -> bool:
    """Whether a change that is not confirmed is of an earlier boot. One of this boot has a timer, and goes on."""
    return settle() and not ((left := pending()) and left["boot"] and left["boot"] == this_boot())


def arm(bundle: str, seconds: int, applied_at: float | None) -> None:
    """
    Starts the timer that undoes what the journal says, then writes the journal. The timer depends neither on this process nor on
    the connection it was started from, and what it starts is started again until it has succeeded: a disk that is full stays
    full for a while. An earlier timer finds that the journal is no longer its own.
    """
    nonce = os.urandom(6).hex()
    # -q: says nothing; -G: is forgotten afterwards; -p: properties of what the timer starts.
    run("systemd-run", "-qGpRestart=on-failure", "-pRestartSec=10", f"--unit=infra-rollback-{nonce}", f"--on-active={seconds}",
        "--timer-property=AccuracySec=1s", sys.executable, "-I", COMMAND, "rollback", nonce)
    write(PENDING, json.dumps({"hash": bundle, "nonce": nonce, "appliedAt": applied_at, "boot": this_boot()}))


def settle() -> bool:
    """Ends a change that was confirmed but not tidied up. True when one is left that is not confirmed."""
    if (left := pending()) is None:
        return False
    with contextlib.suppress(OSError):
        # Confirming moves the candidate away. One that is there is another push, perhaps of the same content.
        if digest(read(CONFIRMED) or b"") == left["hash"] and read(CANDIDATE) is None:
            remove(PENDING)
            return False
    return True


def change_to(raw: bytes, seconds: int, step: Callable[[], None]) -> None:
    """Does the step that makes a checked bundle true, with the way back armed before it and until somebody confirms."""
    name = digest(raw)
    write(CANDIDATE, raw)
    try:
        arm(name, seconds, None)
        step()
        # Again: the time to confirm counts from here, however long applying took.
        arm(name, seconds, time.clock_gettime(time.CLOCK_BOOTTIME))
    except Exception as error:
        try:
            undo()
        except Exception as failure:
            raise Refused(f"{told(error)}; going back failed, and is tried until it succeeds: {told(failure)}") from None
        raise Refused(f"{told(error)}; the state before is back in effect") from None
    print(f"applied {name}, confirm within {seconds}s")


def push_with_its_program(raw: bytes, text: str, seconds: int) -> None:
    """A bundle that brings another program is checked and applied by that one, and undone by this one."""
    settle()
    stored(CONFIRMED)
    with Other(text, raw) as other:
        other.does("check", f"good {digest(raw)}")
        change_to(raw, seconds, lambda: other.does("apply", f"done {digest(raw)}"))


def undone(wanted: str) -> bytes:
    """The bundle of that name that was undone last, or waits."""
    for path in (CANDIDATE, UNDONE):
        if digest(raw := read(path) or b"") == wanted:
            return raw
    raise Refused("this bundle is neither the one that was undone last nor one that waits; push it again")


def restore_filter() -> Bundle:
    """
    The confirmed filter, from memory to the kernel: no file is written, so that no disk can be in the way. Where there is none
    to be had, the node is closed to all but operators.
    """
    try:
        confirmed = stored(CONFIRMED)
        # The first bundle has no raw, and none of an earlier version has.
        load_filter({name: confirmed.text(path) if (path := f"{RULES}/{name}") in confirmed.files else "" for name in NAMES})
        return confirmed
    except Exception:
        lock_down()
        raise


def forget() -> None:
    """Ends a change that was undone; what it would have been is kept, for who was late to confirm it."""
    # The journal last: until it is gone all of this is done again.
    with contextlib.suppress(FileNotFoundError):
        move(CANDIDATE, os.path.basename(UNDONE))
    remove(PENDING)


def undo() -> None:
    apply(restore_filter(), everything=True)
    forget()


def rollback(nonce: str | None) -> None:
    left = pending() if settle() else None
    if left is None or nonce and left["nonce"] not in (nonce, None):
        print("nothing to roll back")
        return
    undo()
    print(f"rolled back to {stored(CONFIRMED).hash}")
