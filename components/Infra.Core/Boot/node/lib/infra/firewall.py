"""Gives the kernel the sets and chains of a directory, and says whether it still has them."""
from __future__ import annotations

import contextlib
import ipaddress
import time
from collections.abc import Iterable, Iterator

from bundle import RULES
from system import ROOT, Refused, read, run, succeeds

HOOKS = (("INPUT", "INFRA-INPUT"), ("FORWARD", "INFRA-FORWARD"), ("OUTPUT", "INFRA-OUTPUT"))
FAMILIES = (("iptables", "v4"), ("ip6tables", "v6"))
EXPEDITED = f"{ROOT}/sys/kernel/rcu_expedited"


@contextlib.contextmanager
def expedited() -> Iterator[None]:
    """
    Replaced rules are freed after an RCU grace period, and iptables-nft-restore cannot exit before (its socket's close
    waits, kernel 5.12 and later): 8-16 ms a family at 250 ticks a second, more than all the work. Expedited, it is less than
    one, for an interrupt to each busy processor. Where the switch is missing or read-only a load takes longer, that is all.
    """
    ours = (read(EXPEDITED) or b"").strip() == b"0"
    try:
        if ours:
            switch(b"1")
        yield
    finally:
        if ours:
            switch(b"0")


def switch(value: bytes) -> None:
    with contextlib.suppress(OSError), open(EXPEDITED, "r+b", buffering=0) as file:
        file.write(value)


def load_firewall(directory: str) -> None:
    """Sets, then chains, then the jumps to them: nothing passes that should not, or the reverse, on the way."""
    sets = (read(f"{directory}/sets") or b"").decode()
    with expedited():
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


def running(tool: str) -> list[str]:
    """The kernel's rules in one listing: a process for each question would cost more than the answer."""
    return run(tool, "--wait=10", "-S").splitlines()


def load_chains(tool: str, rules: str) -> None:
    run(f"{tool}-restore", "--noflush", "--wait=10", data=read(rules) or b"")
    here = running(tool)
    for hook, chain in HOOKS:
        if f"-A {hook} -j {chain}" not in here:
            run(tool, "--wait=10", "-I", hook, "1", "-j", chain)


def members(text: str) -> dict[str, set[str]]:
    """The sets of an `ipset restore` or `ipset save` text, each with its members in one spelling."""
    found: dict[str, set[str]] = {}
    for words in map(str.split, text.splitlines()):
        match words:
            case ["create" | "flush", name, *_]:
                found[name] = set()
            case ["add", name, member, *_]:
                found[name].update(spelt(member))
            case ["swap", one, other]:
                found[one], found[other] = found[other], found[one]
            case ["destroy", name]:
                del found[name]
    return found


def spelt(member: str) -> Iterable[str]:
    """As the kernel keeps it: one address has no length, a range of ports is its ports."""
    network, comma, service = member.partition(",")
    network = str(ipaddress.IPv6Network(network)) if ":" in network else network
    network = network.removesuffix("/128" if ":" in network else "/32")
    protocol, _, ports = service.partition(":")
    first, _, last = ports.partition("-")
    return [f"{network},{protocol}:{port}" for port in range(int(first), int(last or first) + 1)] if comma else [network]


def chains(lines: Iterable[str]) -> dict[str, list[list[str]]]:
    """Our chains' rules, in order. Tools print a rule's words in an order of their own: sorted, they compare."""
    found: dict[str, list[list[str]]] = {}
    for words in map(str.split, lines):
        if words[:1] == ["-A"] and words[1].startswith("INFRA-"):
            found.setdefault(words[1], []).append(sorted(words))
    return found


def firewall_in_effect() -> bool:
    """The kernel has the sets, chains and jumps of the files on the disk: nothing was flushed, added or taken out by hand."""
    try:
        wanted, here = members((read(f"{ROOT}{RULES}/sets") or b"").decode()), members(run("ipset", "save"))
        if any(here.get(name) != content for name, content in wanted.items()):
            return False
        for tool, family in FAMILIES:
            rules, lines = (read(f"{ROOT}{RULES}/rules.{family}") or b"").decode().splitlines(), running(tool)
            if not chains(rules) or chains(rules) != chains(lines) or any(f"-A {hook} -j {chain}" not in lines for hook, chain in HOOKS):
                return False
    except (Refused, ValueError, KeyError):
        return False  # files that were changed by hand, or tools that are gone
    return True
