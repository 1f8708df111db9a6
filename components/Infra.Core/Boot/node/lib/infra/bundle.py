"""The desired state as it arrives: checked here, and only here, before anything is done with it."""
from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from typing import Any

from system import NODE, ROOT, STATE, Refused, read, remove, write

FORMAT = 1
MOST_BYTES = 8 << 20
RULES, WG_CONF, VOLUMES = "/etc/infra/firewall", "/etc/infra/wg0.conf", "/etc/infra/volumes.json"
SSHD, CHRONY = "/etc/ssh/sshd_config.d/00-infra.conf", "/etc/chrony/chrony.conf"
# Whose keys open this node: sshd reads this file and no other.
KEYS = "/etc/ssh/infra_authorized_keys"
SYSCTL, MODULES, UNITS = "/etc/sysctl.d/", "/etc/modules-load.d/", "/etc/systemd/system/"
FIREWALL = tuple(f"{RULES}/{name}" for name in ("sets", "rules.v4", "rules.v6", "lockdown.v4", "lockdown.v6"))
# The files a bundle always holds, but the last.
FILES = {path: True for path in (*FIREWALL, VOLUMES, SSHD, KEYS, CHRONY, f"{SYSCTL}60-infra.conf", f"{MODULES}60-infra.conf",
                                 f"{UNITS}infra-lockdown.service", f"{UNITS}infra-firewall.service", f"{UNITS}infra-node.service",
                                 "/etc/security/limits.d/60-infra.conf", "/etc/systemd/system.conf.d/60-infra.conf")}
FILES[WG_CONF] = False
# What a later version's bundle may hold besides: names of ours in these few places. Nothing else is ever written for a bundle.
OTHERS = re.compile(r"/etc/(infra/(firewall/[a-z0-9-]+|(?!bundle\.)[a-z0-9-]+\.(json|conf))|ssh/infra_[a-z_]+"
                    r"|(sysctl|modules-load|modprobe)\.d/60-infra-[a-z0-9-]+\.conf|systemd/system/infra-[a-z0-9-]+\.(service|timer))")
WRITTEN = f"{STATE}/files"
AUTHORIZED = re.compile(rb"((ssh-ed25519|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/]+={0,2}\n)+")


def strict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("the bundle has a key twice")
    return found


class Bundle:
    """A checked bundle: only files of FILES and OTHERS, each once, with a mode that is safe."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.hash = raw, hashlib.sha256(raw).hexdigest()
        if len(raw) > MOST_BYTES:
            raise Refused(f"the bundle is larger than {MOST_BYTES} bytes")
        try:
            document = json.loads(raw.decode(), object_pairs_hook=strict)
        except (ValueError, RecursionError) as error:
            raise Refused(f"the bundle is not JSON: {error}") from None
        if not isinstance(document, dict) or set(document) != {"version", "node", "files"}:
            raise Refused("a bundle has version, node and files, and nothing else")
        if document["version"] != FORMAT:
            raise Refused(f"the bundle is of version {document['version']!r}; this node reads version {FORMAT}")
        self.node = document["node"]
        if not isinstance(self.node, str) or not re.fullmatch(r"[a-z][a-z0-9-]{0,62}", self.node):
            raise Refused("the bundle's node is not a node's name")
        self.files: dict[str, tuple[int, bytes]] = {}
        for file in document["files"] if isinstance(document["files"], list) else [None]:
            self._take(file)
        if missing := [path for path, needed in FILES.items() if needed and path not in self.files]:
            raise Refused(f"the bundle lacks {', '.join(missing)}")
        if not AUTHORIZED.fullmatch(self.files[KEYS][1]):
            raise Refused(f"{KEYS} must be ed25519 keys, one a line: with it as it is nobody could log in")

    def _take(self, file: Any) -> None:
        if not isinstance(file, dict) or set(file) != {"path", "mode", "content"} \
                or not all(isinstance(value, str) for value in file.values()):
            raise Refused("a bundle's file has path, mode and content, all of them text, and nothing else")
        path = file["path"]
        if path not in FILES and not OTHERS.fullmatch(path):
            raise Refused(f"a bundle may not write {path!r}")
        if path in self.files:
            raise Refused(f"the bundle has {path} twice")
        if file["mode"] not in ("0600", "0644"):
            raise Refused(f"{path} may have mode 0600 or 0644, not {file['mode']!r}")
        self.files[path] = int(file["mode"], 8), file["content"].encode()

    def text(self, path: str) -> str:
        return self.files[path][1].decode()


def own(raw: bytes) -> Bundle:
    """A bundle that is for this node."""
    bundle, node = Bundle(raw), (read(NODE) or b"").decode(errors="replace")
    if node and bundle.node != node:
        raise Refused(f"the bundle is for {bundle.node}, this is {node}")
    return bundle


def stored(path: str) -> Bundle:
    raw = read(path)
    if raw is None:
        raise Refused("this node has not finished its first boot")
    try:
        return Bundle(raw)
    except Refused as failure:
        raise Refused(f"{path} cannot be used: {failure}") from None


def written() -> set[str]:
    """Every path that a bundle has had here so far: one that a later bundle has no more is removed."""
    return {*FILES, *filter(OTHERS.fullmatch, (read(WRITTEN) or b"").decode(errors="replace").split())}


def differing(bundle: Bundle) -> list[str]:
    """The paths whose file is not what the bundle says: other content, other mode, there or not."""
    return [path for path in sorted(written().union(bundle.files))
            if (os.path.lexists(ROOT + path) if path not in bundle.files else not same(ROOT + path, *bundle.files[path]))]


def write_files(bundle: Bundle) -> set[str]:
    """Brings the files in line; the paths whose content or mode was another."""
    changed = differing(bundle)
    if not written().issuperset(bundle.files):
        write(WRITTEN, "".join(f"{path}\n" for path in sorted(written().union(bundle.files))))
    for path in changed:
        if path in bundle.files:
            mode, content = bundle.files[path]
            write(ROOT + path, content, mode)
        else:
            remove(ROOT + path)
    return set(changed)


def same(path: str, mode: int, content: bytes) -> bool:
    return os.path.isfile(path) and not os.path.islink(path) and read(path) == content and stat.S_IMODE(os.stat(path).st_mode) == mode
