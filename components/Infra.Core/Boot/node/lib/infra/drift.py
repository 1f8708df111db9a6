"""Says whether the kernel still has the filter of a bundle, first and alone; and takes away what others have put beside it."""
from __future__ import annotations

import contextlib
import ipaddress
import socket
import struct
from collections.abc import Iterable, Iterator

from bundle import RULES
from firewall import AFTER_LOAD, FAMILIES, HOOKS, jumps, jumps_first, restore
from system import ROOT, Refused, read, run, succeeds

# The chains of iptables' own tables.
BUILT_IN = {"raw": HOOKS[::3], "mangle": HOOKS, "nat": (*HOOKS[:2], *HOOKS[3:]), "filter": HOOKS[1:4], "security": HOOKS[1:4]}
# What other software has in them can only refuse more than we do: filter's rules behind our jumps are never asked, and security's
# come after all of filter. (Azure's agent keeps others from the platform's address there.)
HARMLESS = ("filter", "security")


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
            # A protocol is a number, or a name where the machine has a list of them.
            found.setdefault(words[1], []).append(sorted("41" if word == "ipv6" else word for word in words))
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


def clear_beside(texts: dict[str, str]) -> None:
    """What cannot go is drift, and for who loaded the filter to refuse."""
    with contextlib.suppress(Refused, OSError):
        for family, table, _ in foreign_hooks():
            succeeds("nft", "delete", "table", family, table)
        for tool, family in FAMILIES:
            for back_end, there in kernel(tool).items():
                for table, rule in beside(there, tables(texts[f"rules.{family}"] + texts[f"raw-{family}"])):
                    restore(f"{tool}-{back_end}", f"*{table}\n-D{rule[2:]}\nCOMMIT\n")


AFTER_LOAD.append(clear_beside)
