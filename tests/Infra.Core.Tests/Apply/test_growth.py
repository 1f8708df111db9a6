"""Volumes that grow in use: the mapping with the key that was kept, the file system after it, and nothing where it does not fit."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import unittest

from node_root import SOURCES, NodeRoot
from test_volumes import volumes

OFFSET, GIB = 32768, 1 << 21


class GrowthTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.node.disk()
        self.assertEqual(0, self.node.first_boot(volumes()).returncode)
        self.label = "infra:" + self.node.get("var/lib/infra/volumes/data").strip()
        self.node.put("dev/mapper/data", "")
        self.node.put("proc/self/mounts", f"{self.node.root}/dev/mapper/data {self.node.root}/srv/data ext4 rw 0 0\n")
        self.node.put("sys/class/block/vdb/dev", "254:16\n")
        self.table(GIB - OFFSET)
        self.node.put("decrypted", "\0" * 512)
        self.node.put("calls", "")
        self.plan(2)

    def table(self, sectors: int, device: str = "254:16") -> None:
        self.node.put("table.data", f"0 {sectors} crypt aes-xts-plain64 :64:logon:cryptsetup:0-d0 0 {device} {OFFSET} 1 allow_discards\n")

    def plan(self, gib: int) -> None:
        self.node.put("etc/infra/volumes.json", json.dumps(
            [{"name": "data", "device": "/dev/disk/by-id/virtio-data", "sizeGiB": gib, "waitSeconds": 0}]))

    def disk_has(self, gib: float) -> None:
        self.node.put("sys/class/block/vdb/size", f"{int(gib * GIB)}\n")

    def grow(self, size: str = "data=2") -> subprocess.CompletedProcess[str]:
        return self.node.send("grow-volumes.py", size)

    def assert_left_alone(self, said: str, size: str = "data=2") -> None:
        result = self.grow(size)
        self.assertEqual(1, result.returncode)
        self.assertIn(said, result.stderr)
        for change in ("dmsetup load", "dmsetup resume", "resize2fs"):
            self.assertNotIn(change, self.node.get("calls"))

    def test_mapping_gets_the_disks_room_under_the_kept_key_and_the_file_system_follows(self) -> None:
        self.disk_has(2)

        result = self.grow()
        self.assertEqual((0, "data 2 GiB\n"), (result.returncode, result.stdout), result.stderr)
        wanted = f"0 {2 * GIB - OFFSET} crypt aes-xts-plain64 :64:logon:{self.label} 0 254:16 {OFFSET} 1 allow_discards"
        self.assertEqual(wanted, self.node.get("table.data").strip())
        self.assertEqual(
            ["dmsetup table", "dmsetup table", "keys lent", "dmsetup remove", "dmsetup create", "dmsetup remove", "dmsetup load",
             "dmsetup resume", "resize2fs"],
            [line if line == "keys lent" else " ".join(line.split()[:2 if line.startswith("dmsetup") else 1])
             for line in self.node.get("calls").splitlines()])
        self.assertIn("--readonly", self.node.get("calls"))

    def test_grown_already_only_the_file_system_is_looked_at_again(self) -> None:
        self.disk_has(2)
        self.table(2 * GIB - OFFSET)

        self.assertEqual(0, self.grow().returncode)
        self.assertEqual(["dmsetup", "dmsetup", "resize2fs"], [line.split()[0] for line in self.node.get("calls").splitlines()])

    def test_cut_off_anywhere_it_is_ended_by_the_next_run(self) -> None:
        self.disk_has(2)
        for victim in ("dmsetup create", "dmsetup remove --retry infra-proof", "dmsetup load", "dmsetup resume", "resize2fs"):
            with self.subTest(victim):
                self.table(GIB - OFFSET)
                self.node.hook(f'case "$me $*" in "{victim}"*) kill -9 "$PPID";; esac')
                self.assertEqual(-9, self.grow().returncode)
                self.node.hook("")

                self.assertEqual(0, self.grow().returncode)
                self.assertIn(f" {2 * GIB - OFFSET} ", self.node.get("table.data"))

    def test_disk_that_is_not_larger_yet_is_asked_and_waited_for(self) -> None:
        os.makedirs(f"{self.node.root}/sys/class/block/vdb/device")
        self.node.put("sys/class/block/vdb/device/rescan", "")
        self.node.put("etc/infra/volumes.json", self.node.get("etc/infra/volumes.json").replace('"waitSeconds": 0', '"waitSeconds": 9'))
        threading.Timer(2, self.disk_has, [2]).start()

        self.assertEqual(0, self.grow().returncode)
        self.assertEqual("1", self.node.get("sys/class/block/vdb/device/rescan"))

    def test_disk_that_does_not_become_larger_is_said_with_its_size(self) -> None:
        self.assert_left_alone(f"{self.node.root}/dev/vdb has 1 GiB, after 0 s still not 2")

    def test_larger_disk_than_planned_is_refused(self) -> None:
        self.disk_has(3)
        self.assert_left_alone("3 GiB, more than 2, and a volume never shrinks")

    def test_size_that_the_bundle_does_not_say_is_refused(self) -> None:
        self.disk_has(3)
        self.assert_left_alone("does not say 3 GiB", "data=3")
        self.assert_left_alone("does not say 1 GiB", "wal=1")

    def test_volume_whose_key_was_not_kept_is_refused_with_the_way_on(self) -> None:
        self.disk_has(2)
        os.unlink(f"{self.node.root}/keyring")
        self.assert_left_alone("lock --stack <stack> --replace orders-db-1")

    def test_key_that_does_not_fit_changes_nothing(self) -> None:
        self.disk_has(2)
        self.node.put("decrypted", "noise" * 200)
        self.assert_left_alone("not its key")

    def test_mapping_of_another_disk_is_refused(self) -> None:
        self.disk_has(2)
        self.table(GIB - OFFSET, "254:32")
        self.assert_left_alone("is on 254:32, which is not /dev/disk/by-id/virtio-data")

    def test_volume_that_is_not_mounted_is_refused(self) -> None:
        self.disk_has(2)
        self.node.put("proc/self/mounts", f"{self.node.root}/dev/vdc {self.node.root}/srv/data ext4 rw 0 0\n")
        self.assert_left_alone("not mounted")

    def test_mapping_that_the_kernel_refuses_is_resumed_as_it_was(self) -> None:
        self.disk_has(2)
        self.node.hook('[ "$me $1" != "dmsetup resume" ] || [ ! -e "$INFRA_ROOT/table.data.loaded" ] || { rm '
                       '"$INFRA_ROOT/table.data.loaded"; exit 1; }\n'
                       '[ "$me $1" != "dmsetup resume" ] || exit 0')
        result = self.grow()

        self.assertIn("it is as it was", result.stderr)
        self.assertEqual(2, self.node.get("calls").count("dmsetup resume"))
        self.assertIn(f" {GIB - OFFSET} ", self.node.get("table.data"))
        self.assertNotIn("resize2fs", self.node.get("calls"))

    def test_disk_that_grew_before_a_reboot_is_formatted_whole(self) -> None:
        self.disk_has(2)
        self.plan(1)
        self.node.put("signature", f"TYPE=crypto_LUKS\nUUID={self.label.removeprefix('infra:')}\n")
        self.node.put("proc/self/mounts", "")
        self.assertEqual(0, self.node.run("boot").returncode)
        self.assertIn("luksFormat", self.node.get("calls"))

    def test_key_kept_is_the_volumes_own_and_new_with_each_format(self) -> None:
        self.node.put("signature", f"TYPE=crypto_LUKS\nUUID={self.label.removeprefix('infra:')}\n")
        self.node.put("proc/self/mounts", "")
        self.plan(1)
        self.assertEqual(0, self.node.run("boot").returncode)
        given = ["".join(words) for words in zip(*[iter(self.node.get("volume-keys").split())] * 64)]
        kept = dict(line.split() for line in self.node.get("keyring").splitlines())

        self.assertEqual(2, len(set(given)))
        self.assertEqual(given, list(kept.values()))
        self.assertEqual(self.label, next(iter(kept)))
        self.assertEqual({"infra:" + self.node.get("var/lib/infra/volumes/data").strip()}, kept.keys() - {self.label})


class KernelKeyringTests(unittest.TestCase):
    """The real keyring of the machine that runs the tests, under a name of the tests' own."""

    def setUp(self) -> None:
        # As on a node: the modules that what is sent needs are there.
        self.node = self.enterContext(NodeRoot())
        self.name = f"infra-test:{os.getpid()}"

    def run_in(self, text: str) -> subprocess.CompletedProcess[str]:
        """Both programs' own functions, and none that pretends."""
        with open(f"{SOURCES}/../sent/grow-volumes.py", encoding="utf-8") as sent, open(f"{SOURCES}/lib/infra/volumes.py",
                encoding="utf-8") as own:
            program = sent.read().split("\nif __name__")[0]
            keep = "def keep(" + own.read().split("def keep(")[1].split("\n\n\n")[0]
        return subprocess.run([sys.executable, "-I", "-"], input=f"{program}\n{keep}\nname = {self.name!r}\n{text}", text=True,
                              capture_output=True, check=False, timeout=60, env={"INFRA_ROOT": self.node.root})

    def test_key_is_kept_lent_and_read_by_nobody(self) -> None:
        if self.run_in("sys.exit(keyctl(SEARCH, ROOTS, b'keyring', b'none', 0) < 0 and not os.path.exists('/proc/keys'))").returncode:
            self.skipTest("this kernel has no keyring")
        result = self.run_in("""
print(kept(name))
keep(name, memoryview(bytearray(os.urandom(64))))
print(kept(name))
serial = keyctl(SEARCH, ROOTS, b"logon", name.encode(), 0)
room = ctypes.create_string_buffer(99)
print(ctypes.CDLL(None).syscall(KEYCTL, 11, serial, room, 99), room.raw == bytes(99))
lend()
print(keyctl(SEARCH, SESSION, b"logon", name.encode(), 0) == serial)
print(ctypes.CDLL(None).syscall(KEYCTL, 9, serial, ctypes.c_long(ROOTS)), kept(name))
""")
        self.assertEqual("False\nTrue\n-1 True\nTrue\n0 False\n", result.stdout, result.stderr)


if __name__ == "__main__":
    unittest.main()
