"""The tunnel, and the keys that are born here: private halves never leave this node."""
from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import os
import re

from bundle import WG_CONF
from system import ETC, ROOT, STATE, Refused, read, run, succeeds, write

TOKEN, WG_KEY, HOST_KEY = f"{ETC}/enrolment-token", f"{STATE}/wireguard.key", f"{ROOT}/etc/ssh/ssh_host_ed25519_key"
IDENTITY = f"{STATE}/identity.json"


def load_mesh(config: str, private_key: str) -> None:
    """Gives the kernel the peers; sessions with peers that stay are left alone. The key goes through a pipe."""
    setting = dict(re.findall(r"^(Address|MTU) = (\S+)$", config, re.MULTILINE))
    kernel = re.sub(r"^(Address|MTU|Table) = .*\n", "", config, flags=re.MULTILINE)
    if not succeeds("ip", "link", "show", "dev", "wg0"):
        run("ip", "link", "add", "wg0", "type", "wireguard")
    run("wg", "syncconf", "wg0", "/dev/stdin",
        data=kernel.replace("[Interface]\n", f"[Interface]\nPrivateKey = {private_key}\n", 1))
    run("ip", "link", "set", "dev", "wg0", "mtu", setting["MTU"], "up")
    run("ip", "-6", "address", "replace", setting["Address"], "dev", "wg0")
    # All tunnel addresses, not only today's peers: what is no peer is refused here instead of leaving in the clear.
    network = ipaddress.ip_interface(setting["Address"]).network.supernet(new_prefix=64)
    run("ip", "-6", "route", "replace", str(network), "dev", "wg0")


def mesh_from_disk() -> None:
    config = read(ROOT + WG_CONF)
    if config is not None:
        load_mesh(config.decode(), (read(WG_KEY) or b"").decode().strip())
    elif succeeds("ip", "link", "show", "dev", "wg0"):
        run("ip", "link", "delete", "dev", "wg0")


def make_identity(node: str) -> None:
    """Keys are made here and stay here; what is reported is proven with the one-time token."""
    if read(IDENTITY) is not None:
        return
    token = (read(TOKEN) or b"").strip()
    if not re.fullmatch(rb"[0-9a-f]{64}", token):
        raise Refused("there is no enrolment token")
    if read(f"{HOST_KEY}.pub") is None:
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", HOST_KEY)
    host_key = " ".join((read(f"{HOST_KEY}.pub") or b"").decode().split()[:2])
    private = run("wg", "genkey").strip()
    write(WG_KEY, private + "\n")
    public, instance = run("wg", "pubkey", data=private + "\n").strip(), os.urandom(16).hex()
    said = f"infra-identity-v1\n{node}\n{instance}\n{host_key}\n{public}\n"
    report = {"node": node, "instance": instance, "hostKey": host_key, "wireGuardKey": public,
              "mac": hmac.new(token, said.encode(), hashlib.sha256).hexdigest()}
    write(IDENTITY, json.dumps(report) + "\n")


def identity() -> None:
    report = read(IDENTITY)
    if report is None:
        raise Refused("this node has no identity yet: its first boot is under way or failed")
    print(report.decode().strip())
