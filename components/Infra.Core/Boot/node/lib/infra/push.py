"""A push, by the program that its bundle carries: checked and rehearsed, applied and looked at, confirmed by a new connection."""
from __future__ import annotations

import base64
import contextlib
import json
import os
import tempfile

from bundle import CHRONY, RULES, SSHD, WG_CONF
from bundle import Bundle, differing, digest, ours, own, stored
from change import UNDONE, apply, change_to, pending, push_with_its_program, settle
from drift import firewall_drift
from firewall import FAMILIES, load_chains, load_firewall
from ipsec import rehearse_ipsec, require_step
from mesh import TOKEN, load_mesh
from program import COMMAND, VERSION, carried, mine
from system import CANDIDATE, CONFIRMED, ME, PENDING, ROOT, RUN, VOLUMES, Refused, folder, move, read, remove, run, succeeds, write


def require_free(bundle: Bundle) -> None:
    """What is in the way of a bundle's files, before anything is done: symbolic links, and files that no bundle put there."""
    known = ours()
    for path in (*bundle.files, *known):
        with contextlib.suppress(FileNotFoundError):
            os.close(folder(ROOT + os.path.dirname(path)))
    if found := sorted(path for path in bundle.files if path not in known and os.path.lexists(ROOT + path)):
        raise Refused(f"{', '.join(found)}: already there, and no bundle put it there; move it away, then push again")


def rehearse(bundle: Bundle) -> None:
    """Everything that can be tried without effect is: filter and tunnel for real, in a network of their own."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-", dir=RUN) as stage:
        for path, (_, content) in bundle.files.items():
            write(f"{stage}/{os.path.basename(path)}", content)
        run("sshd", "-t", "-f", f"{stage}/{os.path.basename(SSHD)}")
        run("chronyd", "-p", "-f", f"{stage}/{os.path.basename(CHRONY)}")
        json.loads(bundle.text(VOLUMES))
        run("unshare", "--net", "--", *ME, "rehearse", stage)
        rehearse_ipsec(bundle, stage)


def rehearse_inside(stage: str) -> None:
    load_firewall(stage)
    for tool, family in FAMILIES:
        load_chains(tool, (read(f"{stage}/lockdown.{family}") or b"").decode())
    config = read(f"{stage}/{os.path.basename(WG_CONF)}")
    if config is not None:
        load_mesh(config.decode(), base64.b64encode(os.urandom(32)).decode())


def checked(raw: bytes) -> Bundle:
    """A bundle that this program can make true on this node: everything that can be known without effect."""
    bundle = own(raw)
    require_free(bundle)
    require_step(stored(CONFIRMED), bundle)
    rehearse(bundle)
    return bundle


def applied(bundle: Bundle, everything: bool) -> None:
    apply(bundle, everything)
    if firewall_drift():
        load_firewall(ROOT + RULES)
    if other := firewall_drift():
        raise Refused(f"the filter cannot be made what it should be: {other}")


def push(raw: bytes, seconds: int) -> None:
    text = carried(raw)
    if text != mine():
        push_with_its_program(raw, text, seconds)
        return
    bundle = own(raw)
    unclean, confirmed = settle(), stored(CONFIRMED)
    if not unclean and confirmed.hash == bundle.hash and not differing(bundle) and not firewall_drift():
        print(f"unchanged {bundle.hash}")
        return
    # A push supersedes one that is not confirmed: the way back leads to what was confirmed last, its timer is void.
    checked(raw)
    change_to(raw, seconds, lambda: applied(bundle, unclean))


def check(raw: bytes) -> None:
    """Asked by a node's own program, for a bundle that brings this one."""
    carried(raw)
    print(f"good {checked(raw).hash}")


def take(raw: bytes) -> None:
    """Asked by a node's own program, which has the way back armed."""
    bundle = own(raw)
    applied(bundle, everything=True)
    print(f"done {bundle.hash}")


def adopt(raw: bytes) -> None:
    """
    Puts this program in the place of one that runs no other: of version 1, which a node of that version has from its user data. Only
    what can make this very bundle true on this very node comes so far.
    """
    carried(raw)
    checked(raw)
    stored(CONFIRMED)
    write(f"{COMMAND}.before", read(COMMAND) or b"", 0o700)
    write(COMMAND, mine(), 0o755)
    print(f"version {VERSION}")


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
    elif digest(read(CANDIDATE) or b"") != wanted:
        raise Refused("a later push was cut off; push again")
    else:
        opened = connection_started()
        if opened is not None and opened < left["appliedAt"]:
            raise Refused("confirm by a new connection: this one was open before the change and would hide a lock-out")
        # The one step by which the bundle, and the program that it carries, become those to fall back to.
        move(CANDIDATE, os.path.basename(CONFIRMED))
        remove(PENDING)
        remove(UNDONE)
        # If it fires all the same, it finds another journal, or none, and does nothing.
        succeeds("systemctl", "stop", f"infra-rollback-{left['nonce']}.timer")
    succeeds("shred", "-fuzn0", TOKEN)
    print(f"confirmed {wanted}")
