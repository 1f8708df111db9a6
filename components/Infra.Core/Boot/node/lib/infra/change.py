"""A change of the desired state: rehearsed, journalled, applied, and undone unless confirmed by a new connection."""
from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import os
import tempfile
import time
from typing import Any

from bundle import CHRONY, FIREWALL, KEYS, MODULES, RULES, SSHD, SYSCTL, UNITS, VOLUMES, WG_CONF
from bundle import Bundle, differing, own, stored, write_files, written
from firewall import FAMILIES, NAMES, firewall_drift, load_chains, load_filter, load_firewall, lock_down
from mesh import TOKEN, load_mesh, mesh_from_disk
from system import ME, ROOT, RUN, STATE, Refused, read, remove, run, succeeds, sync_directory, told, write

# The bundle to fall back to; the one pushed and not yet confirmed; and the journal that says there is one.
CONFIRMED, CANDIDATE, PENDING = f"{STATE}/confirmed.json", f"{STATE}/candidate.json", f"{STATE}/pending.json"


def rehearse(bundle: Bundle) -> None:
    """Everything that can be tried without effect is: filter and tunnel for real, in a network of their own."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=RUN) as stage:
        for path, (_, content) in bundle.files.items():
            write(f"{stage}/{os.path.basename(path)}", content)
        run("sshd", "-t", "-f", f"{stage}/{os.path.basename(SSHD)}")
        run("chronyd", "-p", "-f", f"{stage}/{os.path.basename(CHRONY)}")
        json.loads(bundle.text(VOLUMES))
        run("unshare", "--net", "--", *ME, "rehearse", stage)


def rehearse_inside(stage: str) -> None:
    load_firewall(stage)
    for tool, family in FAMILIES:
        load_chains(tool, (read(f"{stage}/lockdown.{family}") or b"").decode())
    config = read(f"{stage}/{os.path.basename(WG_CONF)}")
    if config is not None:
        load_mesh(config.decode(), base64.b64encode(os.urandom(32)).decode())


def apply(bundle: Bundle, everything: bool) -> None:
    """Files first, then what reads them; only what changed, unless an earlier run may have been cut off."""
    changed = write_files(bundle)
    if everything or changed & set(FIREWALL) or firewall_drift():
        load_firewall(ROOT + RULES)
    if everything or WG_CONF in changed:
        mesh_from_disk()
    reload_services(written() if everything else changed)


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
    if SSHD in changed:
        run("systemctl", "reload-or-restart", "ssh")
    if changed & {SSHD, KEYS}:
        # What the cloud put there for the first boot. sshd looks there no more; a key that was taken away is to be gone.
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


def arm(bundle: Bundle, seconds: int, applied_at: float | None) -> None:
    """
    Starts the timer that undoes what the journal says, then writes the journal. The timer depends neither on this process nor on
    the connection it was started from, and what it starts is started again until it has succeeded: a disk that is full stays
    full for a while. An earlier timer finds that the journal is no longer its own.
    """
    nonce = os.urandom(6).hex()
    # -q: says nothing; -G: is forgotten afterwards; -p: properties of what the timer starts.
    run("systemd-run", "-qGpRestart=on-failure", "-pRestartSec=10", f"--unit=infra-rollback-{nonce}", f"--on-active={seconds}",
        "--timer-property=AccuracySec=1s", *ME, "rollback", nonce)
    write(PENDING, json.dumps({"hash": bundle.hash, "nonce": nonce, "appliedAt": applied_at, "boot": this_boot()}))


def settle() -> bool:
    """Ends a change that was confirmed but not tidied up. True when one is left that is not confirmed."""
    if (left := pending()) is None:
        return False
    with contextlib.suppress(OSError):
        # Confirming moves the candidate away. One that is there is another push, perhaps of the same content.
        if hashlib.sha256(read(CONFIRMED) or b"").hexdigest() == left["hash"] and read(CANDIDATE) is None:
            remove(PENDING)
            return False
    return True


def push(raw: bytes, seconds: int) -> None:
    bundle = own(raw)
    unclean, confirmed = settle(), stored(CONFIRMED)
    if not unclean and confirmed.hash == bundle.hash and not differing(bundle) and not firewall_drift():
        print(f"unchanged {bundle.hash}")
        return
    # A push supersedes one that is not confirmed: the way back leads to what was confirmed last, its timer is void.
    rehearse(bundle)
    write(CANDIDATE, bundle.raw)
    try:
        arm(bundle, seconds, None)
        apply(bundle, everything=unclean)
        if other := firewall_drift():
            raise Refused(f"the filter cannot be made what it should be: {other}")
        # Again: the time to confirm counts from here, however long applying took.
        arm(bundle, seconds, time.clock_gettime(time.CLOCK_BOOTTIME))
    except Exception as error:
        try:
            undo()
        except Exception as failure:
            raise Refused(f"{told(error)}; going back failed, and is tried until it succeeds: {told(failure)}") from None
        raise Refused(f"{told(error)}; the state before is back in effect") from None
    print(f"applied {bundle.hash}, confirm within {seconds}s")


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
    remove(PENDING)
    remove(CANDIDATE)


def undo() -> None:
    apply(restore_filter(), everything=True)
    forget()


def connection_started() -> float | None:
    """When the SSH connection this runs in was opened, in seconds since boot; None outside of one."""
    process = os.getpid()
    while process > 1:
        name, _, rest = (read(f"/proc/{process}/stat") or b"").decode(errors="replace").rpartition(")")
        fields = rest.split()
        if name.partition("(")[2].startswith("sshd"):
            return int(fields[19]) / os.sysconf("SC_CLK_TCK")
        process = int(fields[1])
    return None


def confirm(wanted: str) -> None:
    left = pending() if settle() else None
    if left is None:
        if stored(CONFIRMED).hash != wanted:
            raise Refused("nothing waits to be confirmed; was it too late? What was confirmed last is in effect")
    elif left["hash"] != wanted or left["appliedAt"] is None:
        raise Refused(f"{left['hash'] or 'a change whose journal cannot be read'} waits to be confirmed, not this")
    elif hashlib.sha256(read(CANDIDATE) or b"").hexdigest() != wanted:
        raise Refused("a later push was cut off; push again")
    else:
        opened = connection_started()
        if opened is not None and opened < left["appliedAt"]:
            raise Refused("confirm by a new connection: this one was open before the change and would hide a lock-out")
        os.rename(CANDIDATE, CONFIRMED)
        sync_directory(STATE)
        remove(PENDING)
        # If it fires all the same, it finds another journal, or none, and does nothing.
        succeeds("systemctl", "stop", f"infra-rollback-{left['nonce']}.timer")
    succeeds("shred", "-fuzn0", TOKEN)
    print(f"confirmed {wanted}")


def rollback(nonce: str | None) -> None:
    left = pending() if settle() else None
    if left is None or nonce and left["nonce"] not in (nonce, None):
        print("nothing to roll back")
        return
    undo()
    print(f"rolled back to {stored(CONFIRMED).hash}")
