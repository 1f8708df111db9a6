"""Encrypted data volumes: LUKS2 under a key that nobody has once the volume is open."""
from __future__ import annotations

import ctypes
import glob
import json
import os
import re
import time
import uuid

from system import ROOT, STATE, VOLUMES, Refused, read, run, write


def block(device: str) -> str:
    return f"{ROOT}/sys/class/block/{os.path.basename(device)}"


def whole_disk(name: str) -> str:
    """The disk that a block device's number, or a partition, belongs to."""
    real = os.path.realpath(name)
    return os.path.basename(os.path.dirname(real) if os.path.exists(f"{real}/partition") else real)


def find_device(name: str, pattern: str, size_gib: int, wait_seconds: int, larger: list[str]) -> str:
    """
    The one disk the pattern means; waits for it, since clouds attach disks to machines that already run. Only what this instance
    has formatted before may be larger than planned: it grew, and the plan comes later.
    """
    number = os.stat(ROOT or "/").st_dev
    root_disk = whole_disk(f"{ROOT}/sys/dev/block/{os.major(number)}:{os.minor(number)}")
    deadline = time.monotonic() + wait_seconds
    while True:
        found = {os.path.realpath(path) for path in glob.glob(ROOT + pattern)}
        disks = [disk for disk in sorted(found) if not os.path.exists(f"{block(disk)}/partition")
                 and os.path.basename(disk) != root_disk
                 and ((size := int(read(f"{block(disk)}/size") or 0) * 512) == size_gib << 30 or larger and size > size_gib << 30)]
        if len(disks) > 1:
            raise Refused(f"volume {name}: {pattern} of {size_gib} GiB means {', '.join(disks)}; it must mean one disk")
        if disks:
            return disks[0]
        if time.monotonic() >= deadline:
            raise Refused(f"volume {name}: no disk of {size_gib} GiB at {pattern} after {wait_seconds} s "
                          f"(there: {', '.join(sorted(found)) or 'nothing'})")
        run("udevadm", "settle", "--timeout=5")
        time.sleep(0.5)


def require_ours_or_empty(name: str, disk: str, recorded: list[str]) -> None:
    """Never formats what this instance did not make: not a disk in use, not one with anything on it."""
    if os.listdir(f"{block(disk)}/holders") or glob.glob(f"{block(disk)}/*/partition"):
        raise Refused(f"volume {name}: {disk} has partitions or is in use")
    if any(line.split()[0] == disk for line in (read(f"{ROOT}/proc/self/mounts") or b"").decode().splitlines()):
        raise Refused(f"volume {name}: {disk} is mounted")
    probed = dict(line.split("=", 1) for line in
                  run("blkid", "-p", "-o", "export", disk, good=(0, 2)).splitlines() if "=" in line)
    signature = probed.get("TYPE") or probed.get("PTTYPE")
    if signature == "crypto_LUKS" and probed.get("UUID") in recorded:
        return
    if signature:
        raise Refused(f"volume {name}: {disk} holds {signature} that this instance did not make; it is left alone")
    if not recorded:
        with open(disk, "rb") as file:
            if file.read(1 << 20).strip(b"\0"):
                raise Refused(f"volume {name}: {disk} is not empty; it is left alone")


def keep(name: str, key: memoryview) -> None:
    """
    Into the kernel's keyring, root's own, as a *logon* key: the kernel uses it and gives it to no program, root's included. A
    mapping in use is made larger with it. Numbers: arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h.
    """
    if ctypes.CDLL(None).syscall({"x86_64": 248, "aarch64": 217}[os.uname().machine], b"logon", name.encode(),
                                 (ctypes.c_char * 64).from_buffer(key), ctypes.c_long(64), ctypes.c_long(-4)) < 0:
        raise Refused("the kernel keeps no key")


def open_volume(name: str, pattern: str, size_gib: int, wait_seconds: int) -> None:
    """
    A fresh key each time, which only the kernel has afterwards: once the volume is open its key slots are erased. After a
    reboot it cannot be read, by design: it is formatted again, and the service refills it from its peers.
    """
    mount_point, mapped = f"{ROOT}/srv/{name}", f"{ROOT}/dev/mapper/{name}"
    if os.path.exists(mapped) and os.path.ismount(mount_point):
        return
    record = f"{STATE}/volumes/{name}"
    recorded = (read(record) or b"").decode().split()
    disk = find_device(name, pattern, size_gib, wait_seconds, recorded)
    if os.path.exists(mapped):  # a run that was cut off after "open": what it made holds nothing yet
        run("cryptsetup", "close", name)
    require_ours_or_empty(name, disk, recorded)
    identifier = str(uuid.uuid4())
    # Cut off before the format, the disk still has the header before: both are this instance's until the new one is there.
    write(record, "".join(f"{known}\n" for known in [identifier, *recorded]))
    # The first half opens the key slot, which is there for seconds; the second is what the volume is encrypted with. Random over
    # their whole length: stretching would only cost memory and time. In one place, which is wiped.
    keys = bytearray(128)
    open("/dev/urandom", "rb", 0).readinto(keys)
    run("cryptsetup", "luksFormat", "--batch-mode", "--type", "luks2", "--uuid", identifier,
        "--cipher", "aes-xts-plain64", "--key-size", "512", "--hash", "sha256",
        "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000",
        "--key-file=-", "--keyfile-size=64", "--volume-key-file=/dev/stdin", disk, data=keys)
    write(record, identifier + "\n")
    run("cryptsetup", "open", "--type", "luks2", "--key-file=-", disk, name, data=memoryview(keys)[:64])
    keep(f"infra:{identifier}", memoryview(keys)[64:])
    keys[:] = bytes(128)
    run("cryptsetup", "erase", "--batch-mode", disk)
    if json.loads(run("cryptsetup", "luksDump", "--dump-json-metadata", disk))["keyslots"]:
        raise Refused(f"volume {name}: {disk} still has key slots")
    run("mkfs.ext4", "-q", "-L", name[:16], mapped)
    os.makedirs(mount_point, mode=0o755, exist_ok=True)
    run("mount", "-t", "ext4", "-o", "nosuid,nodev,noatime", mapped, mount_point)


def open_volumes() -> None:
    for volume in json.loads(read(ROOT + VOLUMES) or b"[]"):
        if set(volume) != {"name", "device", "sizeGiB", "waitSeconds"} \
                or not re.fullmatch(r"[a-z][a-z0-9-]*", volume["name"]) \
                or not re.fullmatch(r"/dev/disk/[A-Za-z0-9_./*:-]+", volume["device"]) or ".." in volume["device"]:
            raise Refused(f"{VOLUMES} has an entry that is not a volume")
        open_volume(volume["name"], volume["device"], int(volume["sizeGiB"]), int(volume["waitSeconds"]))
