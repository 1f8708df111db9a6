"""The first boot, and what the units run at later ones."""
from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import sys
import time
from collections.abc import Callable

from bundle import RULES, own, write_files
from change import forget, outlived, reload_services, restore_filter
from firewall import FAMILIES, load_firewall, lock_down, set_policies
from mesh import make_identity, mesh_from_disk
from packages import install_packages
from system import CONFIRMED, ETC, NODE, ROOT, RUN, STAGE, Refused, read, run, succeeds, told, write
from volumes import open_volumes

LOCKDOWN = f"{ROOT}/usr/local/sbin/infra-lockdown"
# Longer than a first boot takes at worst: packages and volumes have limits of their own.
WAIT_SECONDS = 2400
REMEDY = "Fix the cause, then run up again, which takes it up; or run `sudo infra-apply first-boot` on the node"


def stage(what: str) -> None:
    """One line on the console, which is all that is seen of a machine before anyone can log in; and kept for those who ask."""
    line = re.sub(r"[^ -~]+", " ", what)[:300]
    named = f"infra-stage: {(read(NODE) or b'this-node').decode(errors='replace')} {line}\n"
    # Who asked for it may have gone: a connection that ends does not end a boot.
    with contextlib.suppress(OSError):
        sys.stderr.write(named)
        sys.stderr.flush()
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


def first_bundle() -> bytes:
    """As user data has it, with the filter that has closed the node: that is there once, in the script that did it."""
    if (raw := read(f"{ETC}/bundle.json")) is None:
        raise Refused("this node has no bundle: its user data was not read; its console and /var/log/cloud-init.log say why")
    document = json.loads(raw)
    rules = re.findall(r"<<'END'.*\n((?s:.*?))END\n", (read(LOCKDOWN) or b"").decode())[:2]
    for file in document.get("files", []):
        if file["path"].startswith(RULES) and file["path"][-3:] in (".v4", ".v6") and not file["content"]:
            if not rules:
                raise Refused(f"{LOCKDOWN} has no filter")
            file["content"] = rules[file["path"].endswith("6")]
    return json.dumps(document).encode()


def first_boot() -> None:
    if read(CONFIRMED) is not None:
        print("the first boot is done; later changes come by push", file=sys.stderr)
        return
    bundle = own(first_bundle())
    write(NODE, bundle.node)
    install_packages(stage)
    run("systemctl", "mask", "--quiet", "swap.target")
    run("swapoff", "--all")
    write_files(bundle)
    load_firewall(ROOT + RULES)
    # What held the door until there was iptables: a filter beside ours.
    succeeds("nft", "delete", "table", "inet", "infra_early")
    stage("firewall")
    make_identity(bundle.node)
    stage("identity")
    open_volumes()
    stage("volumes")
    mesh_from_disk()
    stage("mesh")
    reload_services(set(bundle.files))
    # It finds the node closed and does nothing, but is active then: what needs it, sshd, starts it no more.
    run("systemctl", "start", "infra-lockdown.service")
    stage("ssh")
    write(CONFIRMED, bundle.raw)
    stage("ready")


def firewall_at_boot(drift: Callable[[], str]) -> None:
    """
    Before the network. A change that was not confirmed does not outlive a reboot. Systemd runs this in the middle of a boot as well:
    whatever is started needs sysinit.target, which wants this unit, and the first boot had none.
    """
    if outlived():
        write_files(restore_filter())
        forget()
    else:
        try:
            load_firewall(ROOT + RULES)
        except Exception:
            lock_down()
            raise
    if other := drift():
        raise Refused(f"the filter cannot be made what it should be: {other}")
    for tool, _ in FAMILIES:
        # Until now they dropped all that no rule lets through. From here on a flush by hand locks nobody out: the way back would
        # be a reboot, which costs the volumes.
        set_policies(tool, "ACCEPT")


def boot() -> None:
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
    """Why nothing works on the first boot; empty while something does, or while cloud-init is not done."""
    if at_work():
        return ""
    if reached := (read(STAGE) or b"").decode(errors="replace").strip():
        return reached.removeprefix("failed ") if reached.startswith("failed ") else f"cut off at: {reached}"
    # Its status is of all its modules, of ours and others: it says only whether it goes on. 2 is "degraded", from 23.4 on.
    found = re.search(r"^status: (done|error|disabled|degraded)", run("cloud-init", "status", good=(0, 1, 2)), re.MULTILINE)
    return f"not begun (cloud-init: {found[1]})" if found else ""


def await_first_boot(lock: Callable[[bool], int]) -> None:
    """
    Does the first boot, or waits until another run has. Begins once cloud-init is done, which brings files and accounts. One that had
    stopped before this was asked is taken up again, so the next run finishes a node whose trouble is over; one that stops meanwhile is
    said at once.
    """
    deadline, asked = time.monotonic() + WAIT_SECONDS, True
    while read(CONFIRMED) is None:
        begun = read(STAGE) is not None
        if (reason := stopped()) and read(CONFIRMED) is None:
            if begun and not asked:
                raise Refused(f"the first boot stopped: {reason}. {REMEDY}")
            handle = lock(True)
            try:
                said(first_boot)
            except Refused as failure:
                raise Refused(f"the first boot stopped{' again' if begun else ''}: {failure}. {REMEDY}") from None
            finally:
                os.close(handle)
            return
        if time.monotonic() > deadline:
            raise Refused(f"the first boot takes longer than {WAIT_SECONDS} s: {(read(STAGE) or b'not begun').decode().strip()}. {REMEDY}")
        asked = False
        time.sleep(1)
