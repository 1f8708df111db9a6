"""Gives the kernel the sets and chains of a bundle, and says whether it still has them: first, and alone."""
from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
import time
from collections.abc import Iterable, Iterator

from bundle import RULES
from system import ROOT, Refused, read, run, succeeds

FAMILIES = (("iptables", "v4"), ("ip6tables", "v6"))
NAMES = ("sets", "rules.v4", "rules.v6", "raw-v4", "raw-v6")
HOOKS = ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
# The chains of iptables' own tables.
BUILT_IN = {"raw": HOOKS[::3], "mangle": HOOKS, "nat": (*HOOKS[:2], *HOOKS[3:]), "filter": HOOKS[1:4], "security": HOOKS[1:4]}
# What other software has in them can only refuse more than we do: filter's rules behind our jumps are never asked, and security's
# come after all of filter. (Azure's agent keeps others from the platform's address there.)
HARMLESS = ("filter", "security")
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
    with contextlib.suppress(Refused, OSError):
        for family, table, _ in foreign_hooks():
            succeeds("nft", "delete", "table", family, table)
        for tool, family in FAMILIES:
            for back_end, there in kernel(tool).items():
                for table, rule in beside(there, tables(texts[f"rules.{family}"] + texts[f"raw-{family}"])):
                    restore(f"{tool}-{back_end}", f"*{table}\n-D{rule[2:]}\nCOMMIT\n")


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


def tables(text: str) -> dict[str, str]:
    """Of a text for iptables-restore, or one of iptables-save: each table's, from its name on."""
    return {section.split()[0]: f"*{section}" for section in f"\n{text}".split("\n*")[1:]}


def chains(section: str) -> dict[str, list[list[str]]]:
    """Our chains' rules, in order. Tools print a rule's words in an order of their own: sorted, they compare."""
    found: dict[str, list[list[str]]] = {}
    for words in map(str.split, section.splitlines()):
        if words[:1] == ["-A"] and words[1].startswith("INFRA-"):
            found.setdefault(words[1], []).append(sorted(words))
    return found


def kernel(tool: str) -> dict[str, dict[str, str]]:
    """The kernel's tables by back end, each in one listing: rules of either decide, whichever the node's own command uses."""
    found = {}
    for back_end in ("nft", "legacy"):
        if back_end == "nft" or read(f"/proc/net/{tool.removesuffix('tables')}_tables_names"):
            text = run(f"{tool}-{back_end}-save")
            for line in text.splitlines():
                if "is incompatible" in line:
                    raise Refused(f"{tool}: {line}")
            found[back_end] = tables(text)
    return found


def beside(there: dict[str, str], wanted: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Others' rules in the built-in chains of tables where such a rule decides what our filter gets to see."""
    for table, section in there.items():
        ours = [jump for _, jump in jumps(wanted.get(table, ""))]
        for rule in section.splitlines() if table not in HARMLESS else ():
            if rule.startswith("-A ") and rule.split()[1] in HOOKS and rule not in ours:
                yield table, rule


def foreign_hooks() -> list[tuple[str, str, str]]:
    """
    Every chain that nftables has in the packets' way but those of iptables: family, table, name. Asked of the kernel, since a node
    need not have nft: NFT_MSG_GETCHAIN, all of them (include/uapi/linux/netfilter/nf_tables.h).
    """
    found = []
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 12) as kernel:  # NETLINK_NETFILTER
        kernel.send(struct.pack("=IHHIII", 20, 0xA04, 0x301, 0, 0, 0))
        while True:
            data, at = kernel.recv(1 << 17), 0
            while at < len(data):
                size, kind = struct.unpack_from("=IH", data, at)
                if kind == 2 and struct.unpack_from("=i", data, at + 16)[0] != -22:  # EINVAL: a kernel without nftables
                    raise Refused("the kernel does not say what nftables has")
                if kind in (2, 3):  # the end
                    return found
                field, chain = at + 20, {}
                while field < at + size:
                    length, name = struct.unpack_from("=HH", data, field)
                    chain[name & 0x3FFF] = data[field + 4:field + length]
                    field += length + 3 & ~3
                family = {1: "inet", 2: "ip", 3: "arp", 5: "netdev", 7: "bridge", 10: "ip6"}[data[at + 16]]
                table, name = (chain[i].rstrip(b"\0").decode() for i in (1, 3))
                if 4 in chain and (family not in ("ip", "ip6") or name not in BUILT_IN.get(table, ())):
                    found.append((family, table, name))
                at += size + 3 & ~3


def firewall_drift() -> str:
    """How the kernel's filter is not that of the files on the disk, alone; empty when it is: nothing flushed, added or beside it."""
    try:
        wanted, here = members((read(f"{ROOT}{RULES}/sets") or b"").decode()), members(run("ipset", "save"))
        if other := sorted(name for name, content in wanted.items() if here.get(name) != content):
            return f"other sets: {', '.join(other)}"
        for tool, family in FAMILIES:
            files = ((read(f"{ROOT}{RULES}/{name}") or b"").decode() for name in (f"rules.{family}", f"raw-{family}"))
            if not (wanted_tables := tables("".join(files))):
                return f"there is no rules.{family}"
            by_back_end = kernel(tool)
            ours = next((there for there in by_back_end.values() if "INFRA-" in there.get("filter", "")), {})
            for table, section in wanted_tables.items():
                rules, there = chains(section), chains(ours.get(table, ""))
                if other := sorted(name for name in rules | there if rules.get(name) != there.get(name)):
                    return f"{tool}: other rules in {', '.join(other)}"
                if moves := jumps_first(jumps(section), ours[table].splitlines()):
                    return f"{tool}: the jump is not the first rule of {moves.split()[1]}, once"
            for there in by_back_end.values():
                for table, rule in beside(there, wanted_tables):
                    return f"{tool}: {table} has another's rule: {rule}"
        for hook in foreign_hooks():
            return f"nftables: another's chain: {' '.join(hook)}"
    except Exception as failure:
        return f"cannot be read: {failure}"  # files that were changed by hand, or tools that are gone
    return ""
