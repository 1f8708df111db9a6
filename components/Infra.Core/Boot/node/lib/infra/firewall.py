"""Gives the kernel the sets and chains of a directory."""
from __future__ import annotations

import re
import time

from bundle import RULES
from system import ROOT, read, run, succeeds

HOOKS = (("INPUT", "INFRA-INPUT"), ("FORWARD", "INFRA-FORWARD"), ("OUTPUT", "INFRA-OUTPUT"))
FAMILIES = (("iptables", "v4"), ("ip6tables", "v6"))


def load_firewall(directory: str) -> None:
    """Sets, then chains, then the jumps to them: nothing passes that should not, or the reverse, on the way."""
    sets = (read(f"{directory}/sets") or b"").decode()
    run("ipset", "-exist", "restore", data=sets)
    for tool, family in FAMILIES:
        load_chains(tool, f"{directory}/rules.{family}")
    wanted = {line.split()[1] for line in sets.splitlines() if line.startswith("create ")}
    stale = [name for name in run("ipset", "list", "-n").split() if name.startswith("infra-") and name not in wanted]
    for name in stale:
        # The kernel lets go of a replaced rule's set a moment later. One that stays costs memory, nothing else.
        for _ in range(10):
            if succeeds("ipset", "destroy", name):
                break
            time.sleep(0.1)


def running(tool: str) -> set[str]:
    """The kernel's rules in one listing: a process for each question would cost more than the answer."""
    return set(run(tool, "--wait=10", "-S").splitlines())


def load_chains(tool: str, rules: str) -> None:
    run(f"{tool}-restore", "--noflush", "--wait=10", data=read(rules) or b"")
    here = running(tool)
    for hook, chain in HOOKS:
        if f"-A {hook} -j {chain}" not in here:
            run(tool, "--wait=10", "-I", hook, "1", "-j", chain)


def firewall_in_effect() -> bool:
    """The running chains carry the mark of the rules on the disk, and are jumped to."""
    for tool, family in FAMILIES:
        rules = (read(f"{ROOT}{RULES}/rules.{family}") or b"").decode()
        mark = re.search(r"^-A INFRA-MARK .*$", rules, re.MULTILINE)
        wanted = {f"-A {hook} -j {chain}" for hook, chain in HOOKS}
        if not mark or not wanted | {mark[0]} <= running(tool):
            return False
    return True
