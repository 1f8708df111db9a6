"""Gives the kernel the sets and chains of a directory, and says whether it still has them."""
from __future__ import annotations

import contextlib
import ipaddress
import os
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


def jumps_first(here: list[str]) -> str:
    """
    What makes each jump the first rule of its chain, and its only one there; empty when all are. An accept before ours would
    decide alone. Deleted by what they say, never by number: what others have is not touched.
    """
    moves = ""
    for hook, chain in HOOKS:
        jump, rules = f"-A {hook} -j {chain}", [line for line in here if line.startswith(f"-A {hook} ")]
        if rules[:1] != [jump] or rules.count(jump) > 1:
            moves += f"-D {hook} -j {chain}\n" * rules.count(jump) + f"-I {hook} 1 -j {chain}\n"
    return moves


def load_chains(tool: str, rules: str) -> None:
    """Chains and jumps, in one transaction: at no moment is a jump absent that was there."""
    text = (read(rules) or b"").decode()
    if not text.endswith("\nCOMMIT\n"):
        raise Refused(f"{os.path.basename(rules)} does not end in COMMIT")
    for left in reversed(range(5)):
        moves = jumps_first(running(tool))
        try:
            run(f"{tool}-restore", "--noflush", "--wait=10", data=text.removesuffix("COMMIT\n") + moves + "COMMIT\n")
            break
        except Refused:
            # Somebody else may have changed the built-in chains in between.
            if not left or moves == jumps_first(running(tool)):
                raise


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


def firewall_drift() -> str:
    """How the kernel's filter is not that of the files on the disk; empty when it is: nothing flushed, added or put before ours."""
    try:
        wanted, here = members((read(f"{ROOT}{RULES}/sets") or b"").decode()), members(run("ipset", "save"))
        if other := sorted(name for name, content in wanted.items() if here.get(name) != content):
            return f"other sets: {', '.join(other)}"
        for tool, family in FAMILIES:
            rules, lines = chains((read(f"{ROOT}{RULES}/rules.{family}") or b"").decode().splitlines()), running(tool)
            there = chains(lines)
            if not rules or (other := sorted(name for name in rules | there if rules.get(name) != there.get(name))):
                return f"{tool}: other rules in {', '.join(other)}" if rules else f"there is no rules.{family}"
            if moves := jumps_first(lines):
                return f"{tool}: the jump is not the first rule of {moves.split()[1]}, once"
    except (Refused, ValueError, KeyError) as failure:
        return f"cannot be read: {failure}"  # files that were changed by hand, or tools that are gone
    return ""
