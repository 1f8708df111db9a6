"""The desired state as it arrives: checked here, and only here, before anything is done with it."""
from __future__ import annotations

import contextlib
import hashlib
import os
import re
import stat
from typing import Any

from program import VERSION, parsed
from system import CONFIRMED, NODE, ROOT, STATE, VOLUMES, Refused, folder, read, remove, sweep, write

RULES, WG_CONF = "/etc/infra/firewall", "/etc/infra/wg0.conf"
SSHD, CHRONY = "/etc/ssh/sshd_config.d/00-infra.conf", "/etc/chrony/chrony.conf"
# Whose keys open this node: sshd reads this file and no other.
KEYS = "/etc/ssh/infra_authorized_keys"
SYSCTL, MODULES, UNITS = "/etc/sysctl.d/", "/etc/modules-load.d/", "/etc/systemd/system/"
FIREWALL = tuple(f"{RULES}/{name}" for name in ("sets", "rules.v4", "rules.v6", "lockdown.v4", "lockdown.v6"))
# The directories that a bundle may have files in, their names there, and their modes. Nothing else is ever written or removed for one.
SETTINGS, OPEN, ANY = r"(60|zz)-infra(-[a-z0-9-]+)?\.conf", ("0644",), ("0600", "0644")
OWNED = {"/etc/infra": (r"(?!bundle\.)[a-z0-9-]+\.(json|conf)", ANY), RULES: (r"[a-z0-9-]+(\.v[46])?", ANY),
         "/etc/ssh": (r"infra_[a-z_]+", ANY), "/etc/ssh/sshd_config.d": (r"00-infra\.conf", ANY), "/etc/chrony": (r"chrony\.conf", ANY),
         **dict.fromkeys(("/etc/sysctl.d", "/etc/modules-load.d", "/etc/modprobe.d", "/etc/security/limits.d", "/etc/systemd/system.conf.d",
                          "/etc/systemd/journald.conf.d"), (SETTINGS, OPEN)),
         "/etc/systemd/system": (r"infra-[a-z0-9-]+\.(service|timer)", OPEN)}
# Those that a bundle always has: this program does not do without.
NEEDED = (*FIREWALL, VOLUMES, SSHD, KEYS, CHRONY, f"{SYSCTL}60-infra.conf", f"{MODULES}60-infra.conf",
          f"{UNITS}infra-lockdown.service", f"{UNITS}infra-firewall.service", f"{UNITS}infra-node.service",
          "/etc/security/limits.d/60-infra.conf", "/etc/systemd/system.conf.d/60-infra.conf")
# What bundles have put here: each path, and behind it the digests of what.
WRITTEN = f"{STATE}/files"
AUTHORIZED = re.compile(rb"((ssh-ed25519|sk-ssh-ed25519@openssh\.com) [A-Za-z0-9+/]+={0,2}\n)+")


def owned(path: str) -> tuple[str, ...]:
    """The modes that a bundle's file may have there; none where it may have no file."""
    directory, _, name = path.rpartition("/")
    pattern, modes = OWNED.get(directory, ("", ()))
    return modes if re.fullmatch(pattern, name) else ()


class Bundle:
    """A checked bundle: only files in OWNED directories, each once, with a mode that is safe."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.hash = raw, hashlib.sha256(raw).hexdigest()
        document = parsed(raw)
        # What is confirmed may be of an earlier version. The first bundle has no program, which is where user data put it, and none of
        # version 1 has one.
        if {*document, "program"} != {"version", "node", "files", "program"} or not isinstance(document.get("program", ""), str):
            raise Refused("a bundle has version, node, files and program, and nothing else")
        if not 0 < document["version"] <= VERSION:
            raise Refused(f"the bundle is of version {document['version']}; this program reads versions up to {VERSION}")
        self.node = document["node"]
        if not isinstance(self.node, str) or not re.fullmatch(r"[a-z][a-z0-9-]{0,62}", self.node):
            raise Refused("the bundle's node is not a node's name")
        self.files: dict[str, tuple[int, bytes]] = {}
        for file in document["files"] if isinstance(document["files"], list) else [None]:
            self._take(file)
        if missing := [path for path in NEEDED if path not in self.files]:
            raise Refused(f"the bundle lacks {', '.join(missing)}")
        if not AUTHORIZED.fullmatch(self.files[KEYS][1]):
            raise Refused(f"{KEYS} must be ed25519 keys, one a line: with it as it is nobody could log in")

    def _take(self, file: Any) -> None:
        if not isinstance(file, dict) or set(file) != {"path", "mode", "content"} \
                or not all(isinstance(value, str) for value in file.values()):
            raise Refused("a bundle's file has path, mode and content, all of them text, and nothing else")
        path = file["path"]
        if not (modes := owned(path)):
            raise Refused(f"a bundle may not write {path!r}")
        if path in self.files:
            raise Refused(f"the bundle has {path} twice")
        if file["mode"] not in modes:
            raise Refused(f"{path} may have mode {' or '.join(modes)}, not {file['mode']!r}")
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


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def noted() -> dict[str, set[str]]:
    """What bundles have put here, as far as it is known: a list that is damaged tells less, and stops nothing."""
    found, digests = {}, set()
    with contextlib.suppress(OSError):
        for word in (read(WRITTEN) or b"").decode(errors="replace").split():
            if word.startswith("/"):
                digests = found.setdefault(word, set())
            else:
                digests.add(word)
    return found


def note(paths: dict[str, set[str]]) -> None:
    text = "".join(f"{' '.join([path, *sorted(paths[path])])}\n" for path in sorted(paths))
    try:
        if (read(WRITTEN) or b"").decode(errors="replace") == text:
            return
    except OSError:
        pass
    write(WRITTEN, text)


def ours() -> dict[str, set[str]]:
    """Every path that a bundle has put a file at and not taken away since, with the digests of what it put there."""
    paths = noted()
    with contextlib.suppress(Exception):
        for path, (_, content) in stored(CONFIRMED).files.items():
            paths.setdefault(path, set()).add(digest(content))
    return paths


def leftover(path: str, digests: set[str]) -> bool:
    """
    Whether a file is there that a bundle has put there, for one that has it no more. Where this program owns nothing, a later one
    whose bundle was undone may have: then only what is still, to the byte, what that bundle had. A directory never is.
    """
    try:
        os.close(folder(ROOT + os.path.dirname(path)))
    except (Refused, FileNotFoundError):
        return False
    if os.path.isdir(ROOT + path) and not os.path.islink(ROOT + path) or not os.path.lexists(ROOT + path):
        return False
    return bool(owned(path)) or not os.path.islink(ROOT + path) and digest(read(ROOT + path) or b"") in digests


def differing(bundle: Bundle) -> list[str]:
    """The paths whose file is not what the bundle says: other content, other mode, there or not."""
    return sorted([path for path, (mode, content) in bundle.files.items() if not same(ROOT + path, mode, content)]
                  + [path for path, digests in ours().items() if path not in bundle.files and leftover(path, digests)])


def write_files(bundle: Bundle) -> set[str]:
    """Brings the files in line; the paths whose content or mode was another. What is put there is noted before it is there."""
    changed, paths = differing(bundle), ours()
    for path, (_, content) in bundle.files.items():
        paths.setdefault(path, set()).add(digest(content))
    note(paths)
    for path in changed:
        if path in bundle.files:
            mode, content = bundle.files[path]
            write(ROOT + path, content, mode)
        else:
            remove(ROOT + path)
    note({path: {digest(content)} for path, (_, content) in bundle.files.items()})
    sweep([STATE, *(ROOT + directory for directory in OWNED), *(ROOT + os.path.dirname(path) for path in paths)])
    return set(changed)


def same(path: str, mode: int, content: bytes) -> bool:
    return os.path.isfile(path) and not os.path.islink(path) and read(path) == content and stat.S_IMODE(os.stat(path).st_mode) == mode
