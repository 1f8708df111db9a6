"""A pretended node: a directory that infra-apply acts in, with tools that write down how they were called."""
from __future__ import annotations

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from collections.abc import Callable

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.abspath(f"{HERE}/../../..")
SOURCES = f"{REPOSITORY}/components/Infra.Core/Boot/node"
BASELINE = f"{REPOSITORY}/tests/baselines/bundle-local"
with open(f"{SOURCES}/sbin/infra-apply", encoding="utf-8") as _own:
    # The program that a node runs in these tests, with the modules beside it.
    OWN = _own.read()
with open(f"{SOURCES}/lib/infra/program.py", encoding="utf-8") as _module:
    VERSION = int(re.findall(r"^VERSION = (\d+)$", _module.read(), re.MULTILINE)[0])
# Without what this machine has beside the standard library (-S): a node's program imports nothing of it, and loading it takes as long
# as all the rest of a start.
PYTHON = (sys.executable, "-I", "-S")
FAKES = ("systemctl", "sysctl", "swapoff", "udevadm", "sshd", "chronyd", "systemd-run", "mkfs.ext4", "mount", "cryptsetup",
         "nft", "ip", "wg", "swanctl", "ssh-keygen", "blkid", "dmsetup", "resize2fs", "modprobe", "dpkg", "dpkg-query", "apt-get",
         "cloud-init", "journalctl")
# iptables, ipset and unshare are the real ones: the tests run in a network namespace of their own.
FAKE = r"""#!/bin/sh
me=${0##*/}
echo "$me $*" >> "$INFRA_ROOT/calls"
[ ! -e "$INFRA_ROOT/hook" ] || . "$INFRA_ROOT/hook"
case "$me $1" in
"wg genkey") echo "cHJpdmF0ZXByaXZhdGVwcml2YXRlcHJpdmF0ZTEyMzQ=";;
"wg pubkey") cat >/dev/null; echo "cHVibGljcHVibGljcHVibGljcHVibGljcHVibGljMTI=";;
"wg syncconf") cat > "$INFRA_ROOT/wg0.kernel";;
"nft list") exit 1;;
"ip link") [ "$2" != show ] || [ -e "$INFRA_ROOT/wg0.kernel" ] || exit 1;;
"blkid -p") [ -s "$INFRA_ROOT/signature" ] || exit 2; cat "$INFRA_ROOT/signature";;
"cryptsetup luksFormat") head -c 64 | od -An -tx1 -v >> "$INFRA_ROOT/keys"; od -An -tx1 -v /dev/stdin >> "$INFRA_ROOT/volume-keys";;
"cryptsetup open") od -An -tx1 -v >> "$INFRA_ROOT/keys";;
"dmsetup table") cat "$INFRA_ROOT/table.$2";;
"dmsetup create") head -c 512 "$INFRA_ROOT/decrypted" > "$INFRA_ROOT/dev/mapper/$2";;
"dmsetup load") echo "$4" > "$INFRA_ROOT/table.$2.loaded";;
"dmsetup resume") mv "$INFRA_ROOT/table.$2.loaded" "$INFRA_ROOT/table.$2";;
"cryptsetup luksDump") echo '{"keyslots": {}}';;
"dpkg-query -W") shift 2; for package; do [ ! -e "$INFRA_ROOT/installed/$package" ] || echo "$package installed"; done;;
"cloud-init status") cat "$INFRA_ROOT/cloud-init";;
esac
exit 0
"""
QUICK = """
import runpy, sys, time
real, slept = time.monotonic, []
time.sleep, time.monotonic = slept.append, lambda: real() + sum(slept)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
# In the place of the kernel's keyring, which the whole machine has in common: what the node keeps, and what is sent looks for.
KEEP = """

def keep(name, key):
    with open(f"{ROOT}/keyring", "a") as file:
        file.write(f"{name} {bytes(key).hex()}\\n")
"""
KEPT = """
def kept(name):
    return os.path.exists(f"{ROOT}/keyring") and any(line.split()[0] == name for line in open(f"{ROOT}/keyring"))

def lend():
    with open(f"{ROOT}/calls", "a") as file:
        file.write("keys lent\\n")

"""


def memory() -> str | None:
    """Where files are kept in memory and programs may run; None where there is no such place. infra-apply has every file
    written through to the disk, which on a disk takes longer than all the rest of these tests."""
    here = "/dev/shm"
    return here if os.access(here, os.W_OK | os.X_OK) and not os.statvfs(here).f_flag & os.ST_NOEXEC else None


def flush(tool: Callable[[str], str] = lambda name: name) -> None:
    """Takes every rule, chain and set of the namespace away, and lets everything through again."""
    for command in ("iptables-restore", "ip6tables-restore"):
        subprocess.run([tool(command)], input="*raw\nCOMMIT\n*filter\n:INPUT ACCEPT\n:FORWARD ACCEPT\n:OUTPUT ACCEPT\nCOMMIT\n",
                       text=True, check=True)
    subprocess.run(["ipset", "destroy"], check=True)


class NodeRoot:
    """Use as a context; everything is gone afterwards, the chains and sets of the namespace too."""

    def __init__(self, back_end: str = "") -> None:
        """The packet filter is this machine's usual one, or by name the back end "nft" or "legacy"."""
        self._back_end = back_end

    def __enter__(self) -> NodeRoot:
        self._directory = tempfile.TemporaryDirectory(prefix="infra-node-", dir=memory())
        self.root = os.path.realpath(self._directory.name)
        for path in ("bin", "etc/infra", "etc/ssh", "dev/mapper", "dev/disk/by-id", "proc/self", "sys/class/block", "srv", "home/ops/.ssh",
                     "installed"):
            os.makedirs(f"{self.root}/{path}")
        self.program = shutil.copytree(SOURCES, f"{self.root}/usr/local") + "/sbin/infra-apply"
        with open(f"{self.root}/usr/local/lib/infra/volumes.py", "a", encoding="utf-8") as file:
            file.write(KEEP)
        self.put("TEST-ROOT", "")
        self.put("cloud-init", "status: running\n")
        self.put("dev/console", "")
        self.put("etc/ssh/ssh_host_ed25519_key.pub", f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{'A' * 43} root@node\n")
        self.put("etc/infra/enrolment-token", "ab" * 32 + "\n")
        for name in FAKES:
            self.put(f"bin/{name}", FAKE)
            os.chmod(f"{self.root}/bin/{name}", 0o755)
        for tool in ("iptables", "ip6tables", "iptables-restore", "ip6tables-restore") if self._back_end else ():
            os.symlink(f"/usr/sbin/xtables-{self._back_end}-multi", f"{self.root}/bin/{tool}")
        return self

    def __exit__(self, *_: object) -> None:
        flush(self.tool)
        self._directory.cleanup()

    def put(self, path: str, content: str) -> None:
        with open(f"{self.root}/{path}", "w", encoding="utf-8") as file:
            file.write(content)

    def get(self, path: str) -> str:
        with open(f"{self.root}/{path}", encoding="utf-8") as file:
            return file.read()

    def tool(self, name: str) -> str:
        """The iptables command that the node uses."""
        return f"{self.root}/bin/{name}" if self._back_end else name

    def has(self, path: str) -> bool:
        return os.path.lexists(f"{self.root}/{path}")

    def make_executable(self, path: str) -> None:
        os.chmod(f"{self.root}/{path}", 0o755)

    def hook(self, script: str) -> None:
        """Shell text that every pretended tool runs first, with $me and its arguments; empty for none."""
        self.put("hook", script)

    def run(self, *arguments: str, sent: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run([*PYTHON, self.program, *arguments], input=sent, text=True, capture_output=True,
                              check=False, timeout=60, env={"INFRA_ROOT": self.root})

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Started, and not waited for."""
        return subprocess.Popen([*PYTHON, self.program, *arguments], text=True, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"INFRA_ROOT": self.root})

    def run_without_waiting(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The same, but a pause takes no time and yet passes."""
        return subprocess.run([*PYTHON, "-c", QUICK, self.program, *arguments], text=True, capture_output=True,
                              check=False, timeout=60, env={"INFRA_ROOT": self.root})

    def stages(self) -> list[str]:
        """What was said on the console, without what every line begins with."""
        return [line.removeprefix("infra-stage: orders-db-1 ") for line in self.get("dev/console").splitlines()]

    def send(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs a program on the node that is not the node's own: it comes over the connection."""
        with open(f"{SOURCES}/../sent/{program}", encoding="utf-8") as file:
            text = file.read().replace("\nif __name__ ==", KEPT + "\nif __name__ ==")
            return subprocess.run([*PYTHON, "-", *arguments], input=text, text=True, capture_output=True,
                                  check=False, timeout=60, env={"INFRA_ROOT": self.root})

    def disk(self, name: str = "vdb", link: str = "virtio-data", size_gib: int = 1, content: bytes = b"\0" * 4096) -> None:
        with open(f"{self.root}/dev/{name}", "wb") as file:
            file.write(content)
        os.symlink(f"../../{name}", f"{self.root}/dev/disk/by-id/{link}")
        os.makedirs(f"{self.root}/sys/class/block/{name}/holders")
        self.put(f"sys/class/block/{name}/size", f"{size_gib << 21}\n")

    def later(self, version: int = 0, **edits: tuple[str, str]) -> str:
        """
        The text of a later program, that of the sources with another version and other text here and there: by module (or main), what
        stands there and what is to. Its modules lie on the node beside those of the node's own program.
        """
        version = version or VERSION + 1
        library = f"{self.root}/later/{len(os.listdir(f'{self.root}/later'))}" if self.has("later") else f"{self.root}/later/0"
        shutil.copytree(f"{self.root}/usr/local/lib/infra", library, ignore=shutil.ignore_patterns("__pycache__"))
        main = OWN
        for module, (old, new) in {"program": (f"VERSION = {VERSION}", f"VERSION = {version}"), **edits}.items():
            where = f"{library}/{module}.py"
            text = main if module == "main" else pathlib.Path(where).read_text(encoding="utf-8")
            assert old in text, (module, old)
            if module == "main":
                main = text.replace(old, new, 1)
            else:
                pathlib.Path(where).write_text(text.replace(old, new, 1), encoding="utf-8")
        # In one process with another program its modules would be taken for that one's: a node has each program as one file.
        return re.sub(r"^sys\.path\.insert\(.*$", f'sys.path.insert(0, "{library}"); [sys.modules.pop(name[:-3], None) for name in '
                                                  f'os.listdir("{library}")]',
                      main, count=1, flags=re.MULTILINE)

    def push(self, bundle: str, seconds: int = 60) -> subprocess.CompletedProcess[str]:
        return self.run("push", "--confirm-within", str(seconds), sent=bundle)

    def files(self) -> dict[str, tuple[int, bytes]]:
        """Every file of the node but those of tests and what a change leaves to be looked at: path to mode and content."""
        found = {}
        for directory in ("etc", "usr/local/sbin", "var/lib/infra"):
            for path in pathlib.Path(f"{self.root}/{directory}").rglob("*"):
                name = str(path.relative_to(self.root))
                if path.is_file() and name not in ("var/lib/infra/undone.json", "var/lib/infra/files"):
                    found[name] = path.stat().st_mode & 0o7777, path.read_bytes()
        return found

    def first_boot(self, bundle: str | None = None) -> subprocess.CompletedProcess[str]:
        self.put("etc/infra/bundle.json", bundle or make_bundle())
        return self.run("first-boot")


def sent(name: str) -> str:
    """
    What the compiler makes: the program ("pushed"), as a new node gets it ("packed") and the "install-command" that does; "push-command".
    """
    if "INFRA_SENT" not in os.environ:
        raise unittest.SkipTest("needs what the compiler makes: run by InfraApplyTests")
    return pathlib.Path(f"{os.environ['INFRA_SENT']}/{name}").read_text(encoding="utf-8")


def digest(bundle: str) -> str:
    return hashlib.sha256(bundle.encode()).hexdigest()


def make_bundle(replace: dict[str, str] | None = None, node: str = "orders-db-1", volumes: str = "[]\n", program: str | None = OWN,
                version: int = VERSION, more: dict[str, str] | None = None) -> str:
    """The bundle of the baselines, with pieces of text exchanged, of a program (None for a bundle that has none), and with more files."""
    files = [{"path": path, "mode": "0644", "content": content} for path, content in (more or {}).items()]
    with open(f"{BASELINE}/listing", encoding="utf-8") as listing:
        for mode, path in (line.split() for line in listing):
            with open(f"{BASELINE}{path}", encoding="utf-8") as file:
                content = volumes if path.endswith("volumes.json") else file.read()
            for old, new in (replace or {}).items():
                content = content.replace(old, new)
            files.append({"path": path, "mode": mode, "content": content})
    return json.dumps({"version": version, "node": node, **({} if program is None else {"program": program}), "files": files})
