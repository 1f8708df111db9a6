"""
The mesh through IPsec: interfaces that put IPv6 into IPv4 packets between nodes, which strongSwan's policies have encrypted. The filter
lets no such packet pass in any other way, so that nothing here has to be in step.

There is one for each peer. One for all would do, if the kernel did not keep for an interface the way that its last packet took, keys
included (dst_cache in net/ipv6/sit.c): what goes to the second peer would be encrypted for the first.
"""
from __future__ import annotations

import contextlib
import ipaddress
import json
import os
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from boots import boot
from bundle import OWNED, WG_CONF, Bundle
from change import ALSO
from system import ME, ROOT, Refused, read, run, succeeds, write

LINK, IPSEC = "/etc/infra/ipsec.json", "ipsec0"
SWANCTL, STRONGSWAN = "/etc/swanctl", "/etc/strongswan.d"
CONNECTIONS, CHARON = f"{SWANCTL}/conf.d/infra.conf", f"{STRONGSWAN}/infra.conf"
PRIVATE, PUBLIC, KEYS_OF_PEERS = f"{SWANCTL}/private/infra.pem", f"{SWANCTL}/pubkey/infra.pem", f"{SWANCTL}/pubkey"
SERVICE = "strongswan.service"
# Of either end: what strongSwan says when a peer's signature is not that of the pinned key.
KEY_REJECTED = "AUTHENTICATION_FAILED"
OWNED.update({os.path.dirname(CONNECTIONS): (r"infra\.conf", ("0600", "0644")), STRONGSWAN: (r"infra\.conf", ("0644",)),
              KEYS_OF_PEERS: (r"infra-[a-z0-9-]+\.pem", ("0644",))})


def link_of(text: bytes | None) -> dict[str, Any]:
    """The settings of the interface, each of them of the kind that it must be; none without the file."""
    if text is None:
        return {}
    try:
        link = json.loads(text)
        if {*link} == {"local", "address", "mtuBytes", "sends", "peers"} and type(link["mtuBytes"]) is int \
                and all({*peer} == {"address", "at"} and name_of(peer) for peer in link["peers"].values()):
            return link
    except (ValueError, TypeError, AttributeError):
        pass
    raise Refused(f"{LINK} is not what this program understands")


def name_of(peer: dict[str, str]) -> str:
    """Of a peer's interface: after its number in the mesh, of which 0 is nobody's."""
    return f"ipsec{int(ipaddress.IPv6Address(peer['address'])) & 0xffffffff}"


def load_link(link: dict[str, Any]) -> None:
    """
    The interfaces: one that has the node's address, and one for each peer. What goes to a peer leaves by its own only where the node sends
    through IPsec: until then it is for what comes in.
    """
    wanted = {name_of(peer): peer for peer in link["peers"].values()} if link else {}
    shown = run("ip", "-d", "-o", "link", "show", "type", "sit")
    there = {name: ends for name, *ends in re.findall(r"^\d+: (ipsec\d+)@.*? remote (\S+) local (\S+) ", shown, re.MULTILINE)}
    for name in [name for name, ends in there.items() if name != IPSEC]:
        if name not in wanted or there[name] != [wanted[name]["at"], link["local"]]:
            run("ip", "link", "delete", "dev", name)
            del there[name]
    if not link:
        succeeds("ip", "link", "delete", "dev", IPSEC)
        return
    if there.get(IPSEC) != ["any", link["local"]]:
        succeeds("ip", "link", "delete", "dev", IPSEC)
        add(IPSEC, "local", link["local"])
    run("ip", "link", "set", "dev", IPSEC, "mtu", str(link["mtuBytes"]), "up")
    # Every IPv4 address as an IPv6 one, which the kernel gives such an interface: nothing here uses it.
    succeeds("ip", "-6", "address", "delete", f"::{link['local']}/96", "dev", IPSEC)
    run("ip", "-6", "address", "replace", f"{link['address']}/128", "dev", IPSEC, "nodad")
    routes = set(re.findall(r"^(\S+) dev (ipsec\d+) ", run("ip", "-6", "route", "show"), re.MULTILINE))
    for name, peer in wanted.items():
        if name not in there:
            add(name, "local", link["local"], "remote", peer["at"])
            # It has no address of its own, and so nothing to announce.
            run("ip", "link", "set", "dev", name, "addrgenmode", "none")
        run("ip", "link", "set", "dev", name, "mtu", str(link["mtuBytes"]), "up")
        if link["sends"]:
            run("ip", "-6", "route", "replace", peer["address"], "dev", name, "src", link["address"])
        elif (peer["address"], name) in routes:
            run("ip", "-6", "route", "delete", peer["address"], "dev", name)


def add(name: str, *ends: str) -> None:
    # Without path MTU discovery: the outer packet may be fragmented, where a path is narrower than a cloud says.
    run("ip", "link", "add", name, "type", "sit", *ends, "nopmtudisc")


def load_policies(changed: set[str]) -> None:
    """Connections that stay as they are keep their sessions. A peer that is gone, or has another key, keeps none."""
    if read(ROOT + CONNECTIONS) is None:
        # Also where a run that was cut off has taken the file away and no more; without a key there never was anything to stop.
        if CONNECTIONS in changed or os.path.exists(ROOT + PRIVATE) and succeeds("systemctl", "is-active", "--quiet", SERVICE):
            succeeds("systemctl", "disable", "--now", "--quiet", SERVICE)
        return
    run("systemctl", "enable", "--quiet", SERVICE)
    # The first settings are read when it starts, and only then: how often the kernel asks for a connection.
    run("systemctl", "restart" if CHARON in changed else "reload-or-restart", SERVICE)
    named = re.findall(r"^    ([a-z0-9-]+) \{$", (read(ROOT + CONNECTIONS) or b"").decode(), re.MULTILINE)
    other = {os.path.basename(path)[len("infra-"):-len(".pem")] for path in changed if path.startswith(f"{KEYS_OF_PEERS}/")}
    for name in sorted(set(sessions()).difference(named) | other.intersection(sessions())):
        succeeds("swanctl", "--terminate", "--force", "--ike", name)


def sessions() -> list[str]:
    """The peers with which there is a session."""
    return re.findall(r"^(\S+): #\d+, ESTABLISHED", run("swanctl", "--list-sas"), re.MULTILINE)


def load_ipsec(changed: set[str]) -> None:
    load_policies(changed)
    load_link(link_of(read(ROOT + LINK)))


def boot_with_ipsec() -> None:
    boot()
    load_link(link_of(read(ROOT + LINK)))
    if read(ROOT + CONNECTIONS) is not None:
        run("systemctl", "start", "--no-block", SERVICE)


def ways(bundle: Bundle) -> tuple[set[str], str]:
    """By what a bundle's node accepts its peers' packets, and by what it sends to them; nothing while it has no peers."""
    wireguard = "[Peer]" in bundle.text(WG_CONF) if WG_CONF in bundle.files else False
    link = link_of(bundle.files[LINK][1]) if LINK in bundle.files else {}
    ipsec = bool(link and link["peers"])
    accepts = {name for name, there in (("wireguard", wireguard), ("ipsec", ipsec)) if there}
    return accepts, "ipsec" if ipsec and link["sends"] else "wireguard" if wireguard else ""


def require_step(before: Bundle, after: Bundle) -> None:
    """
    From one kind of mesh to the other one step at a time: nodes change one after another, and each must be able to talk to those that
    have not changed yet.
    """
    (accepted, sent), (accepts, sends) = ways(before), ways(after)
    if sent and sends and (sends not in accepted or sent not in accepts):
        raise Refused(f"the mesh goes from {sent} to {sends} in steps, or nodes that have changed cannot talk to those that have not: "
                      f"write 'mesh: {sent}+{sends}' and run up, then 'mesh: {sends}+{sent}' and run up, then 'mesh: {sends}'")
    if (sent, sends) == ("wireguard", "ipsec"):
        require_sessions(before, after)


def require_sessions(before: Bundle, after: Bundle) -> None:
    """
    Before the first packet depends on it: IPsec works with every peer that WireGuard has heard of lately. All at once: each may take its
    20 s, and a push has a limit.
    """
    peers = dict(re.findall(r"^# (\S+)\nPublicKey = (\S+)$", before.text(WG_CONF), re.MULTILINE))
    heard = dict(line.split("\t") for line in run("wg", "show", "wg0", "latest-handshakes").splitlines())
    there = sessions()
    asked = [name for name in sorted(link_of(after.files[LINK][1])["peers"])
             if name not in there and time.time() - int(heard.get(peers.get(name, ""), 0)) < 180]
    with ThreadPoolExecutor(max_workers=16) as pool:
        said = dict(zip(asked, pool.map(opened, asked)))
    there = sessions() if asked else there
    if missing := [name for name in asked if name not in there]:
        why = "is 500/udp or 4500/udp closed on the way?"
        if all(KEY_REJECTED in said[name] for name in missing):
            why = "one of the two rejects the other's key, see journalctl -u strongswan."
        raise Refused(f"{', '.join(missing)} {'answers' if len(missing) == 1 else 'answer'} through WireGuard and not through IPsec: {why} "
                      "Nothing has changed")


def opened(name: str) -> str:
    """Opens a session with a peer, or does not; what strongSwan says about it."""
    return run("swanctl", "--initiate", "--timeout", "20", "--ike", name, "--child", "mesh", good=tuple(range(256)))


def rehearse_ipsec(bundle: Bundle, stage: str) -> None:
    """Has a strongSwan of its own load the connections, with a network and files of its own, and the interface made."""
    if LINK not in bundle.files:
        return
    if CONNECTIONS not in bundle.files or not all(os.path.exists(ROOT + path) for path in (PRIVATE, PUBLIC)):
        raise Refused("there is no key for IPsec on this node, or no connections in the bundle; run up, which makes the key first")
    for path in (SWANCTL, STRONGSWAN):
        shutil.copytree(ROOT + path, f"{stage}/root{path}")
    for name in os.listdir(f"{stage}/root{KEYS_OF_PEERS}"):
        if name.startswith("infra-"):
            os.unlink(f"{stage}/root{KEYS_OF_PEERS}/{name}")
    for path, (mode, content) in bundle.files.items():
        if path.startswith((f"{SWANCTL}/", f"{STRONGSWAN}/")):
            write(f"{stage}/root{path}", content, mode)
    write(f"{stage}/link", bundle.files[LINK][1])
    run("unshare", "--net", "--mount", "--", *ME, "rehearse-ipsec", stage)


def rehearse_ipsec_inside(stage: str) -> None:
    link = link_of(read(f"{stage}/link"))
    run("ip", "link", "set", "dev", "lo", "up")
    load_link(link)
    for path in (SWANCTL, STRONGSWAN):
        run("mount", "--bind", f"{stage}/root{path}", path)
    run("mount", "-t", "tmpfs", "tmpfs", "/run")
    with contextlib.ExitStack() as after:
        silent = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        charon = subprocess.Popen(["/usr/sbin/charon-systemd"], **silent)
        after.callback(charon.wait)
        after.callback(charon.kill)
        for _ in range(200):
            if os.path.exists("/run/charon.vici") or charon.poll() is not None:
                break
            time.sleep(0.1)
        run("swanctl", "--load-all", "--noprompt")
        there = re.findall(r"^(\S+): IKEv2", run("swanctl", "--list-conns"), re.MULTILINE)
    if sorted(there) != sorted(link["peers"]):
        raise Refused(f"strongSwan has connections for {' '.join(sorted(there)) or 'no peer'}, the interface has "
                      f"{' '.join(sorted(link['peers'])) or 'none'}")


ALSO.append(load_ipsec)
