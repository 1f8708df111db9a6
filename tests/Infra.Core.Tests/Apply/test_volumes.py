"""Data volumes: only a disk that is surely meant, and surely empty or made here, is ever formatted."""
from __future__ import annotations

import json
import os
import unittest

from node_root import NodeRoot, make_bundle


def volumes(device: str = "/dev/disk/by-id/virtio-data", name: str = "data") -> str:
    return make_bundle(volumes=json.dumps([{"name": name, "device": device, "sizeGiB": 1, "waitSeconds": 0}]))


class VolumeTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())

    def assert_refused(self, said: str, bundle: str | None = None) -> None:
        result = self.node.first_boot(bundle or volumes())
        self.assertEqual(1, result.returncode)
        self.assertIn(said, result.stderr)
        self.assertNotIn("luksFormat", self.node.get("calls"))
        last = self.node.get("dev/console").splitlines()[-1]
        self.assertTrue(last.startswith("infra-stage: orders-db-1 failed volume"), last)

    def test_empty_disk_is_encrypted_opened_and_its_key_slots_erased(self) -> None:
        self.node.disk()

        self.assertEqual(0, self.node.first_boot(volumes()).returncode)
        calls = [line for line in self.node.get("calls").splitlines() if line.startswith(("cryptsetup", "mkfs", "mount"))]
        self.assertEqual(["luksFormat", "open", "erase", "luksDump"], [line.split()[1] for line in calls[:4]])
        for option in ("--type luks2", "--cipher aes-xts-plain64", "--key-size 512", "--hash sha256", "--key-file=-", "--keyfile-size=64",
                       "--volume-key-file=/dev/stdin"):
            self.assertIn(option, calls[0])
        self.assertIn("-o nosuid,nodev,noatime", calls[-1])

    def test_slots_phrase_is_512_random_bits_sent_by_pipe_and_never_used_again(self) -> None:
        self.node.disk()
        self.node.first_boot(volumes())
        sent = self.node.get("keys").split()
        first, second = sent[:64], sent[64:]

        self.assertEqual((64, first), (len(first), second), "formatted and opened with one key")
        self.node.put("signature", f"TYPE=crypto_LUKS\nUUID={self.node.get('var/lib/infra/volumes/data').strip()}\n")
        self.assertEqual(0, self.node.run("boot").returncode)
        self.assertNotEqual(first, self.node.get("keys").split()[128:192])

    def test_key_slots_that_stay_are_a_failure(self) -> None:
        self.node.disk()
        self.node.hook('[ "$me $1" != "cryptsetup luksDump" ] || { echo \'{"keyslots": {"0": {}}}\'; exit 0; }')
        result = self.node.first_boot(volumes())

        self.assertIn("still has key slots", result.stderr)
        self.assertNotIn("mkfs", self.node.get("calls"))

    def test_format_that_was_cut_off_before_it_began_is_done_again(self) -> None:
        self.node.disk()
        self.node.first_boot(volumes())
        before = self.node.get("var/lib/infra/volumes/data").strip()
        self.node.put("signature", f"TYPE=crypto_LUKS\nUUID={before}\n")
        self.node.hook('[ "$me $1" != "cryptsetup luksFormat" ] || kill -9 "$PPID"')
        for _ in range(2):
            self.assertEqual(-9, self.node.run("boot").returncode, "the record is written, the disk is as it was")
        self.node.hook("")

        self.assertEqual(0, self.node.run("boot").returncode)
        after = self.node.get("var/lib/infra/volumes/data").split()
        self.assertEqual(1, len(after), "what was formatted is all that is known")
        self.assertNotEqual(before, after[0])
        formats = self.node.get("calls").count("luksFormat")
        self.assertEqual(1, self.node.run("boot").returncode, "the header before is a stranger's now")
        self.assertEqual(formats, self.node.get("calls").count("luksFormat"))

    def test_disk_of_an_earlier_instance_is_left_alone(self) -> None:
        self.node.disk()
        self.node.put("signature", "TYPE=crypto_LUKS\nUUID=11111111-2222-3333-4444-555555555555\n")
        self.assert_refused("did not make")

    def test_disk_with_a_file_system_is_left_alone(self) -> None:
        self.node.disk()
        self.node.put("signature", "TYPE=xfs\n")
        self.assert_refused("holds xfs")

    def test_disk_with_a_partition_table_is_left_alone(self) -> None:
        self.node.disk()
        self.node.put("signature", "PTTYPE=gpt\n")
        self.assert_refused("holds gpt")

    def test_disk_with_unknown_content_is_left_alone(self) -> None:
        self.node.disk(content=b"\0" * 4000 + b"x")
        self.assert_refused("not empty")

    def test_mounted_disk_is_left_alone(self) -> None:
        self.node.disk()
        self.node.put("proc/self/mounts", f"{self.node.root}/dev/vdb /mnt ext4 rw 0 0\n")
        self.assert_refused("mounted")

    def test_disk_in_use_is_left_alone(self) -> None:
        self.node.disk()
        self.node.put("sys/class/block/vdb/holders/dm-0", "")
        self.assert_refused("in use")

    def test_partition_is_no_disk(self) -> None:
        self.node.disk()
        self.node.put("sys/class/block/vdb/partition", "1\n")
        self.assert_refused("no disk")

    def test_disk_of_another_size_is_not_meant(self) -> None:
        self.node.disk(size_gib=2)
        self.assert_refused("no disk of 1 GiB")

    def test_root_disk_is_never_meant(self) -> None:
        self.node.disk()
        number = os.stat(self.node.root).st_dev
        os.makedirs(f"{self.node.root}/sys/devices/vdb/vdb1")
        self.node.put("sys/devices/vdb/vdb1/partition", "1\n")
        os.makedirs(f"{self.node.root}/sys/dev/block")
        os.symlink("../../devices/vdb/vdb1", f"{self.node.root}/sys/dev/block/{os.major(number)}:{os.minor(number)}")
        self.assert_refused("no disk")

    def test_pattern_that_means_two_disks_is_refused(self) -> None:
        self.node.disk("vdb", "virtio-data1")
        self.node.disk("vdc", "virtio-data2")
        self.assert_refused("must mean one disk", volumes("/dev/disk/by-id/virtio-data*"))

    def test_pattern_elsewhere_is_refused(self) -> None:
        for device in ("/dev/sda", "/dev/disk/../sda", "/dev/disk/by-id/x;reboot", "/dev/disk/by-id/$(x)"):
            with self.subTest(device):
                self.assertIn("not a volume", self.node.first_boot(volumes(device)).stderr)


if __name__ == "__main__":
    unittest.main()
