"""The first boot, and what the units run at later ones."""
from __future__ import annotations

import contextlib
import fcntl
import os
import re
import sys
import time
from collections.abc import Callable

from bundle import RULES, own, stored, write_files, written
from change import CANDIDATE, CONFIRMED, PENDING, reload_services, settle
from firewall import FAMILIES, load_chains, load_firewall
from mesh import make_identity, mesh_from_disk
from packages import install_packages
from spent import DISABLED, forget_token
from system import ETC, NODE, ROOT, RUN, STAGE, Refused, read, remove, run, succeeds, told, write
from volumes import open_volumes

# Longer than a first boot takes at worst: packages and volumes have limits of their own.
WAIT_SECONDS = 2400
REMEDY = "Fix the cause, then run up again, which takes it up; or run `sudo infra-apply first-boot` on the node"


def stage(what: str) -> None:
    """One line on the console, which is all that is seen of a machine before anyone can log in; and kept for those who ask."""
    line = re.sub(r"[^ -~]+", " ", what)[:300]
    named = f"infra-stage: {(read(NODE) or b'this-node').decode()} {line}\n"
    sys.stderr.write(named)
    with contextlib.suppress(OSError), open(f"{ROOT}/dev/console", "a", encoding="ascii") as console:
        console.write(named)
    with contextlib.suppress(OSError):
        write(STAGE, line + "\n")


def said(step: Callable[[], None]) -> None:
    """Runs a boot; how it fails is its last stage."""
    try:
        step()
    except Exception as failure:
        stage(f"failed {told(failure)}")
        raise


def first_boot() -> None:
    bundle = own(read(f"{ETC}/bundle.json") or b"")
    if read(CONFIRMED) is not None:
        print("the first boot is done; later changes come by push", file=sys.stderr)
        return
    write(NODE, bundle.node)
    install_packages(stage)
    run("systemctl", "mask", "--quiet", "swap.target")
    run("swapoff", "--all")
    write_files(bundle)
    load_firewall(ROOT + RULES)
    drop_early_table()
    stage("firewall")
    make_identity(bundle.node)
    stage("identity")
    open_volumes()
    stage("volumes")
    mesh_from_disk()
    stage("mesh")
    reload_services(written())
    stage("ssh")
    write(CONFIRMED, bundle.raw)
    stage("ready")


def drop_early_table() -> None:
    """What user data put in place where the image had no iptables yet."""
    if succeeds("nft", "list", "table", "inet", "infra_early"):
        run("nft", "delete", "table", "inet", "infra_early")


def firewall_at_boot() -> None:
    """Before the network. A change that was not confirmed does not outlive a reboot."""
    if settle():
        write_files(stored(CONFIRMED))
        remove(PENDING)
        remove(CANDIDATE)
    try:
        load_firewall(ROOT + RULES)
    except Refused:
        for tool, family in FAMILIES:
            load_chains(tool, f"{ROOT}{RULES}/lockdown.{family}")
        raise


def boot() -> None:
    if os.path.exists(DISABLED):
        forget_token()
    open_volumes()
    stage("volumes")
    mesh_from_disk()
    stage("ready")


def at_work() -> bool:
    """Whether a run that changes this node holds the lock."""
    try:
        with open(f"{RUN}/lock", "rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def stopped() -> str:
    """Why nothing works on the first boot; empty while something does, or is still to begin."""
    if at_work():
        return ""
    if reached := (read(STAGE) or b"").decode().strip():
        return reached.removeprefix("failed ") if reached.startswith("failed ") else f"cut off at: {reached}"
    # Its status is of all its modules, of ours and others: it says only whether it goes on. 2 is "degraded", from 23.4 on.
    found = re.search(r"^status: (done|error|disabled|degraded)", run("cloud-init", "status", good=(0, 1, 2)), re.MULTILINE)
    return f"cloud-init ended ({found[1]}) without beginning it" if found else ""


def await_first_boot(lock: Callable[[bool], int]) -> None:
    """
    Waits until the first boot is done. One that had stopped before this was asked is taken up again, so the next run finishes a
    node whose trouble is over; one that stops meanwhile is said at once.
    """
    deadline = time.monotonic() + WAIT_SECONDS
    if read(CONFIRMED) is None and stopped():
        handle = lock(True)
        try:
            said(first_boot)
        except Refused as failure:
            raise Refused(f"the first boot stopped again: {failure}. {REMEDY}") from None
        os.close(handle)
    while read(CONFIRMED) is None:
        if (reason := stopped()) and read(CONFIRMED) is None:
            raise Refused(f"the first boot stopped: {reason}. {REMEDY}")
        if time.monotonic() > deadline:
            raise Refused(f"the first boot takes longer than {WAIT_SECONDS} s: {(read(STAGE) or b'not begun').decode().strip()}. {REMEDY}")
        time.sleep(1)
