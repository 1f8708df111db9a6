"""The first boot, and what the units run at later ones."""
from __future__ import annotations

import re

from bundle import FILES, RULES, own, stored, write_files
from change import CANDIDATE, CONFIRMED, PENDING, reload_services, settle
from firewall import FAMILIES, load_chains, load_firewall
from mesh import make_identity, mesh_from_disk
from system import ETC, NODE, ROOT, Refused, read, remove, run, succeeds, write
from volumes import open_volumes


def stage(node: str, what: str) -> None:
    """One line on the console, which is all that is seen of a machine before anyone can log in."""
    line = f"infra-stage: {node} " + re.sub(r"[^ -~]+", " ", what)[:200]
    with open(f"{ROOT}/dev/console", "a", encoding="ascii") as console:
        console.write(line + "\n")


def first_boot() -> None:
    bundle = own(read(f"{ETC}/bundle.json") or b"")
    if read(CONFIRMED) is not None:
        print("the first boot is done; later changes come by push")
        return
    write(NODE, bundle.node)
    run("systemctl", "mask", "--quiet", "swap.target")
    run("swapoff", "--all")
    write_files(bundle)
    load_firewall(ROOT + RULES)
    drop_early_table()
    stage(bundle.node, "firewall")
    make_identity(bundle.node)
    stage(bundle.node, "identity")
    open_volumes()
    stage(bundle.node, "volumes")
    mesh_from_disk()
    stage(bundle.node, "mesh")
    reload_services(set(FILES))
    stage(bundle.node, "ssh")
    write(CONFIRMED, bundle.raw)
    stage(bundle.node, "ready")


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
    node = (read(NODE) or b"").decode()
    open_volumes()
    stage(node, "volumes")
    mesh_from_disk()
    stage(node, "ready")
