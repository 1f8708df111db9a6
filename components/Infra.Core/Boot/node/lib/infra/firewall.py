"""Gives the kernel the sets and chains of a bundle, and says whether it still has them: first, and alone."""
from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from bundle import RULES
from system import ROOT, Refused, read, run, succeeds

FAMILIES = (("iptables", "v4"), ("ip6tables", "v6"))
NAMES = ("sets", "rules.v4", "rules.v6", "raw-v4", "raw-v6")
HOOKS = ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
# What is done with the texts once they are loaded.
AFTER_LOAD: list[Callable[[dict[str, str]], None]] = []
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
    load_filter({name: (read(f"{directory}/{name}") or b"").decode() for name in NAMES})


def load_filter(texts: dict[str, str]) -> None:
    """
    Sets, then chains, then the jumps to them: nothing passes that should not, or the reverse, on the way. Last goes what others
    have put beside them; what cannot go is drift, and for who called this to refuse.
    """
    with expedited():
        run("ipset", "-exist", "restore", data=texts["sets"])
        for tool, family in FAMILIES:
            # The filter first: what raw leaves untracked must find rules that accept it as such.
            load_chains(tool, texts[f"rules.{family}"] + texts[f"raw-{family}"])
        wanted = {line.split()[1] for line in texts["sets"].splitlines() if line.startswith("create ")}
        stale = [name for name in run("ipset", "list", "-n").split() if name.startswith("infra-") and name not in wanted]
        for name in stale:
            # The kernel lets go of a replaced rule's set a moment later. One that stays costs memory, nothing else.
            for _ in range(10):
                if succeeds("ipset", "destroy", name):
                    break
                time.sleep(0.1)
    for clear in AFTER_LOAD:
        clear(texts)


def restore(tool: str, text: str) -> str:
    """Why it failed, if it did."""
    try:
        run(f"{tool}-restore", "--noflush", "--wait=10", data=text)
    except Refused as failure:
        return str(failure)
    return ""


def set_policies(tool: str, policy: str) -> str:
    return restore(tool, f"*filter\n:INPUT {policy}\n:FORWARD {policy}\n:OUTPUT {policy}\nCOMMIT\n")


def lock_down() -> None:
    """Operators alone, or nobody where even that does not load: the policies drop what no rule lets through."""
    for tool, family in FAMILIES:
        try:
            load_chains(tool, (read(f"{ROOT}{RULES}/lockdown.{family}") or b"").decode())
        except Exception:
            set_policies(tool, "DROP")


def jumps(section: str) -> list[tuple[str, str]]:
    """The built-in chains for which a table's text has a chain of ours, each with the jump there."""
    return [(hook, f"-A {hook} -j INFRA-{hook}") for hook in HOOKS if f"\n:INFRA-{hook} " in section]


def jumps_first(wanted: list[tuple[str, str]], here: list[str]) -> str:
    """
    What makes each jump the first rule of its chain, and its only one there; empty when all are. An accept before ours would
    decide alone. Deleted by what they say, never by number: what others have is not touched.
    """
    moves = ""
    for hook, jump in wanted:
        rules = [line for line in here if line.startswith(f"-A {hook} ")]
        if rules[:1] != [jump] or rules.count(jump) > 1:
            moves += f"-D{jump[2:]}\n" * rules.count(jump) + f"-I {hook} 1{jump[3 + len(hook):]}\n"
    return moves


def running(tool: str, table: str) -> list[str]:
    """The kernel's rules in one listing. Where there is none, the jumps are put first, rather once too often than not at all."""
    try:
        return run(tool, "--wait=10", "-t", table, "-S").splitlines()
    except Refused:
        return []


def with_jumps(tool: str, text: str) -> str:
    """Each table's text with the jumps that are not in their place."""
    return "".join(f"{section}{jumps_first(jumps(section), running(tool, section[1:].split()[0]))}COMMIT\n"
                   for section in text.split("COMMIT\n")[:-1])


def load_chains(tool: str, text: str) -> None:
    """Chains and jumps, in one transaction a table: at no moment is a jump absent that was there."""
    if not text.startswith("*") or not text.endswith("\nCOMMIT\n"):
        raise Refused(f"the rules for {tool} are not whole")
    for left in reversed(range(5)):
        whole = with_jumps(tool, text)
        if not (failure := restore(tool, whole)):
            break
        # Somebody else may have changed the built-in chains in between.
        if not left or whole == with_jumps(tool, text):
            raise Refused(failure)
