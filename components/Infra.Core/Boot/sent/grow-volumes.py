"""
Sent to a node and run there as root, with NAME=GIB ...: gives volumes in use the room that their disks have by now, first the
mapping, then the file system. Nothing is formatted or replaced. It comes over the connection, and not with the node's own
program: it is needed once in a while, user data has little room, and a node that runs gets the newest one.

Of the node's program it uses what every version has had. Exit status: 0 done, 1 refused or failed.
"""
from __future__ import annotations

import ctypes
import fcntl
import glob
import json
import os
import sys
import time

sys.path.insert(0, os.environ.get("INFRA_ROOT", "") + "/usr/local/lib/infra")

from system import NODE, ROOT, RUN, STATE, VOLUMES, Refused, read, run, succeeds  # noqa: E402 - the path comes first

SECTORS_A_GIB = 1 << 21
# include/uapi/linux/keyctl.h; the call's number is in arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
KEYCTL = {"x86_64": 250, "aarch64": 219}[os.uname().machine]
SESSION, ROOTS, JOIN, LINK, SEARCH = -3, -4, 1, 8, 10
PROOF = "infra-proof"


def block(disk: str) -> str:
    return f"{ROOT}/sys/class/block/{os.path.basename(disk)}"


def size_of(disk: str) -> int:
    """In sectors of 512 bytes."""
    return int(read(f"{block(disk)}/size") or 0)


def room_in(table: list[str], disk: str) -> int:
    """How many sectors could be mapped. A mapping is "0 sectors crypt cipher key iv-offset disk offset" and options."""
    return size_of(disk) - int(table[7])


def disk_of(name: str, size_gib: int) -> tuple[list[str], str]:
    """The volume's mapping, and the disk that it and the bundle in effect agree on, once that has the size: clouds say that it
    has before the machine sees it. Waits for as long as the bundle says."""
    planned = {volume["name"]: volume for volume in json.loads(read(ROOT + VOLUMES) or b"[]")}
    if name not in planned or planned[name]["sizeGiB"] != size_gib:
        raise Refused(f"volume {name}: the bundle in effect does not say {size_gib} GiB; push one that does first")
    if f"{ROOT}/dev/mapper/{name} {ROOT}/srv/{name} ext4" not in (read(f"{ROOT}/proc/self/mounts") or b"").decode():
        raise Refused(f"volume {name} is not mounted")
    table = run("dmsetup", "table", name).split()
    disks = {os.path.realpath(path) for path in glob.glob(ROOT + planned[name]["device"])}
    mine = [disk for disk in disks if (read(f"{block(disk)}/dev") or b"").decode().strip() == table[6]]
    if not mine:
        raise Refused(f"volume {name} is on {table[6]}, which is not {planned[name]['device']}")
    deadline = time.monotonic() + planned[name]["waitSeconds"]
    while size_of(mine[0]) < size_gib * SECTORS_A_GIB:
        if time.monotonic() >= deadline:
            raise Refused(f"volume {name}: {mine[0]} has {size_of(mine[0]) / SECTORS_A_GIB:g} GiB, "
                          f"after {planned[name]['waitSeconds']} s still not {size_gib}")
        ask = f"{block(mine[0])}/device/rescan"
        if os.path.exists(ask):  # SCSI disks are asked; others say so themselves.
            with open(ask, "w", encoding="ascii") as file:
                file.write("1")
        time.sleep(0.5)
    if size_of(mine[0]) > size_gib * SECTORS_A_GIB:
        raise Refused(f"volume {name}: {mine[0]} has {size_of(mine[0]) / SECTORS_A_GIB:g} GiB, more than {size_gib}, and a volume never shrinks")
    return table, mine[0]


def grow(name: str, size_gib: int) -> None:
    table, disk = disk_of(name, size_gib)
    if int(table[1]) < room_in(table, disk):
        label = f"infra:{(read(f'{STATE}/volumes/{name}') or b'').decode().strip()}"
        if not kept(label):
            node = (read(NODE) or b"").decode()
            raise Refused(f"volume {name} cannot grow: an earlier version opened it, and did not keep its key. A new VM can: "
                          f"'scripts/infra lock --stack <stack> --replace {node} --empties {node}/{name}' (each of its volumes is named so), then up. "
                          "Its volumes start empty: one node at a time")
        table[1], table[4] = str(room_in(table, disk)), f":64:logon:{label}"
        lend()
        prove(name, " ".join(table))
        run("dmsetup", "load", name, "--table", " ".join(table))
        if not succeeds("dmsetup", "resume", name):
            run("dmsetup", "resume", name)  # A table that did not fit is gone: on with the one before.
            raise Refused(f"volume {name}: the kernel refused the larger mapping; it is as it was")
    run("resize2fs", f"{ROOT}/dev/mapper/{name}")
    print(f"{name} {size_gib} GiB")


def kept(label: str) -> bool:
    """Whether the kernel has the key that a volume was opened with. It gives it to nobody, which is why it is asked for by name."""
    return keyctl(SEARCH, ROOTS, b"logon", label.encode(), 0) >= 0


def lend() -> None:
    """Lets the tools that this program starts name root's keys: they search its session, which may be another user's."""
    if keyctl(JOIN, None) < 0 or keyctl(LINK, ROOTS, SESSION) < 0:
        raise Refused("the kernel's keyring is closed")


def keyctl(*arguments: int | bytes | None) -> int:
    return ctypes.CDLL(None).syscall(KEYCTL, *(ctypes.c_long(value) if isinstance(value, int) else value for value in arguments))


def prove(name: str, table: str) -> None:
    """Under a wrong key the volume would turn into noise. ext4 leaves its first sector zero."""
    succeeds("dmsetup", "remove", "--retry", PROOF)
    run("dmsetup", "create", PROOF, "--readonly", "--table", table)
    try:
        with open(f"{ROOT}/dev/mapper/{PROOF}", "rb") as file:
            if file.read(512).strip(b"\0"):
                raise Refused(f"volume {name}: the key that was kept is not its key")
    finally:
        run("dmsetup", "remove", "--retry", PROOF)


def main(sizes: list[str]) -> None:
    # Not while the node's own program works on volumes; the kernel drops the lock with the process.
    handle = os.open(f"{RUN}/lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    for name, size in (size.split("=") for size in sizes):
        disk_of(name, int(size))
        fcntl.flock(handle, fcntl.LOCK_EX)
        grow(name, int(size))
        fcntl.flock(handle, fcntl.LOCK_UN)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (Refused, OSError, ValueError, KeyError, IndexError) as failure:
        sys.exit(str(failure) if isinstance(failure, Refused) else f"{type(failure).__name__}: {failure}")
