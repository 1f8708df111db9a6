"""A pretended node: a directory that infra-apply acts in, with tools that write down how they were called."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.abspath(f"{HERE}/../../..")
PROGRAM = f"{REPOSITORY}/components/Infra.Core/Boot/node/sbin/infra-apply"
BASELINE = f"{REPOSITORY}/tests/baselines/bundle-local"
FAKES = ("systemctl", "sysctl", "swapoff", "udevadm", "sshd", "chronyd", "systemd-run", "mkfs.ext4", "mount", "cryptsetup",
         "nft", "ip", "wg", "ssh-keygen", "blkid")
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
"cryptsetup luksFormat") od -An -tx1 -v >> "$INFRA_ROOT/keys";;
"cryptsetup open") od -An -tx1 -v >> "$INFRA_ROOT/keys";;
"cryptsetup luksDump") echo '{"keyslots": {}}';;
esac
exit 0
"""


def memory() -> str | None:
    """Where files are kept in memory and programs may run; None where there is no such place. infra-apply has every file
    written through to the disk, which on a disk takes longer than all the rest of these tests."""
    here = "/dev/shm"
    return here if os.access(here, os.W_OK | os.X_OK) and not os.statvfs(here).f_flag & os.ST_NOEXEC else None


class NodeRoot:
    """Use as a context; everything is gone afterwards, the chains and sets of the namespace too."""

    def __enter__(self) -> NodeRoot:
        self._directory = tempfile.TemporaryDirectory(prefix="infra-node-", dir=memory())
        self.root = os.path.realpath(self._directory.name)
        for path in ("bin", "etc/infra", "etc/ssh", "dev/mapper", "dev/disk/by-id", "proc/self", "sys/class/block", "srv"):
            os.makedirs(f"{self.root}/{path}")
        self.put("TEST-ROOT", "")
        self.put("dev/console", "")
        self.put("etc/ssh/ssh_host_ed25519_key.pub", f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{'A' * 43} root@node\n")
        self.put("etc/infra/enrolment-token", "ab" * 32 + "\n")
        for name in FAKES:
            self.put(f"bin/{name}", FAKE)
            os.chmod(f"{self.root}/bin/{name}", 0o755)
        return self

    def __exit__(self, *_: object) -> None:
        for tool in ("iptables", "ip6tables"):
            for option in ("-F", "-X"):
                subprocess.run([tool, option], check=True)
        subprocess.run(["ipset", "destroy"], check=True)
        self._directory.cleanup()

    def put(self, path: str, content: str) -> None:
        with open(f"{self.root}/{path}", "w", encoding="utf-8") as file:
            file.write(content)

    def get(self, path: str) -> str:
        with open(f"{self.root}/{path}", encoding="utf-8") as file:
            return file.read()

    def has(self, path: str) -> bool:
        return os.path.lexists(f"{self.root}/{path}")

    def hook(self, script: str) -> None:
        """Shell text that every pretended tool runs first, with $me and its arguments; empty for none."""
        self.put("hook", script)

    def run(self, *arguments: str, sent: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-I", PROGRAM, *arguments], input=sent, text=True, capture_output=True,
                              check=False, timeout=60, env={"INFRA_ROOT": self.root})

    def disk(self, name: str = "vdb", link: str = "virtio-data", size_gib: int = 1, content: bytes = b"\0" * 4096) -> None:
        with open(f"{self.root}/dev/{name}", "wb") as file:
            file.write(content)
        os.symlink(f"../../{name}", f"{self.root}/dev/disk/by-id/{link}")
        os.makedirs(f"{self.root}/sys/class/block/{name}/holders")
        self.put(f"sys/class/block/{name}/size", f"{size_gib << 21}\n")

    def first_boot(self, bundle: str | None = None) -> subprocess.CompletedProcess[str]:
        self.put("etc/infra/bundle.json", bundle or make_bundle())
        return self.run("first-boot")


def make_bundle(replace: dict[str, str] | None = None, node: str = "orders-db-1", volumes: str = "[]\n") -> str:
    """The bundle of the baselines, with pieces of text exchanged."""
    files = []
    with open(f"{BASELINE}/listing", encoding="utf-8") as listing:
        for mode, path in (line.split() for line in listing):
            with open(f"{BASELINE}{path}", encoding="utf-8") as file:
                content = volumes if path.endswith("volumes.json") else file.read()
            for old, new in (replace or {}).items():
                content = content.replace(old, new)
            files.append({"path": path, "mode": mode, "content": content})
    return json.dumps({"version": 1, "node": node, "files": files})
