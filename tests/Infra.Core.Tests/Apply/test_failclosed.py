"""Whatever is broken, full, or not there: a node is closed, or has the filter that was confirmed; never none, and it says why."""
from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import time
import unittest
from collections.abc import Callable

from node_root import NodeRoot, flush, make_bundle
from test_change import OTHER, THIRD, digest, kernel

STATE = "var/lib/infra"
# How a file of the node can be wrong. As root nothing is unreadable: a directory in its place stands for that.
WRONG: dict[str, Callable[[pathlib.Path], object]] = {
    "garbage": lambda path: path.write_bytes(b"\xff\xfegarbage"),
    "empty": lambda path: path.write_text(""),
    "cut off": lambda path: path.write_text('{"hash": "'),
    "another kind of JSON": lambda path: path.write_text("[1]"),
    "without its keys": lambda path: path.write_text("{}"),
    "nested without end": lambda path: path.write_text("[" * 200_000),
    "a directory": lambda path: os.makedirs(path / "with" / "something"),
    "a link to nowhere": lambda path: path.symlink_to("/nowhere"),
}
WORST = ("garbage", "nested without end", "a directory")


def closed(tool: str = "iptables") -> bool:
    """Nothing passes that no rule of ours lets through."""
    rules = subprocess.run([tool, "-S"], capture_output=True, text=True, check=True).stdout.splitlines()
    return all(f"-P {hook} DROP" in rules or [rule for rule in rules
                                              if rule.startswith(f"-A {hook} ")][:1] == [f"-A {hook} -j INFRA-{hook}"]
               and [rule for rule in rules if rule.startswith(f"-A INFRA-{hook} ")][-1:] == [f"-A INFRA-{hook} -j INFRA-REFUSE"]
               for hook in ("INPUT", "FORWARD", "OUTPUT"))


class FailClosedTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.assertEqual(0, self.node.first_boot().returncode)
        self.confirmed = kernel()

    def spoil(self, path: str, how: str) -> None:
        at = f"{self.node.root}/{path}"
        if os.path.lexists(at):
            os.unlink(at)
        WRONG[how](pathlib.Path(at))

    def mend(self, path: str) -> None:
        at = f"{self.node.root}/{path}"
        shutil.rmtree(at) if os.path.isdir(at) and not os.path.islink(at) else os.path.lexists(at) and os.unlink(at)

    def fill_disk(self, after: int = 0) -> None:
        """No file can be written any more, but the first few, as on a disk that is full; what is there can be read and removed."""
        system = pathlib.Path(f"{self.node.root}/usr/local/lib/infra/system.py")
        if "No space" not in system.read_text():
            system.write_text(system.read_text() + """
real_write, written_so_far = write, []


def write(path, content, mode=0o600):
    if os.path.exists(f"{ROOT}/full"):
        written_so_far.append(path)
        if len(written_so_far) > int(read(f"{ROOT}/full")):
            raise OSError(28, "No space left on device")
    real_write(path, content, mode)
""")
        self.node.put("full", str(after))

    def test_control_an_open_filter_is_seen_as_open(self) -> None:
        flush()
        self.assertFalse(closed())
        subprocess.run(["iptables", "-P", "INPUT", "DROP"], check=True)
        self.assertFalse(closed(), "one of three")

    def test_boot_with_a_broken_file_is_closed_and_status_says_which(self) -> None:
        for path in ("pending.json", "candidate.json", "confirmed.json", "node", "stage", "identity.json", "files"):
            for how in WRONG if path in ("pending.json", "confirmed.json") else WORST:
                with self.subTest(path, how=how):
                    before = self.node.get(f"{STATE}/{path}") if os.path.isfile(f"{self.node.root}/{STATE}/{path}") else None
                    self.spoil(f"{STATE}/{path}", how)
                    flush()

                    looked = self.node.run("status")
                    booted = self.node.run("firewall")

                    self.assertTrue(closed() and closed("ip6tables"))
                    self.assertEqual(self.confirmed, kernel(), f"the confirmed filter: {booted.stderr}")
                    self.assertEqual(0, looked.returncode, looked.stderr)
                    said = json.loads(looked.stdout)
                    if path == "pending.json" and how != "a link to nowhere":
                        self.assertIsNotNone(said["pending"])
                    if path in ("pending.json", "confirmed.json", "identity.json") and how != "a link to nowhere":
                        self.assertTrue(any(path in line for line in said["broken"]), said)
                    self.mend(f"{STATE}/{path}")
                    if before is not None:
                        self.node.put(f"{STATE}/{path}", before)
                    self.assertEqual([], json.loads(self.node.run("status").stdout)["broken"])

    def test_boot_without_anything_to_go_by_lets_in_operators_alone(self) -> None:
        for rules in ("etc/infra/firewall/sets", "etc/infra/firewall/rules.v4"):
            for how in WORST:
                with self.subTest(rules, how=how):
                    good = self.node.get(rules)
                    self.spoil(rules, how)
                    flush()

                    self.assertEqual(1, self.node.run("firewall").returncode)
                    self.assertTrue(closed() and closed("ip6tables"))
                    self.assertIn("-A INFRA-INPUT -s 198.51.100.0/28 -p tcp -m multiport --dports 22 -j ACCEPT", kernel())
                    self.assertNotIn("-m set", kernel())
                    self.assertFalse(json.loads(self.node.run("status").stdout)["firewall"])
                    self.mend(rules)
                    self.node.put(rules, good)

    def test_boot_with_lockdown_broken_as_well_drops_everything(self) -> None:
        for name in ("sets", "lockdown.v4", "lockdown.v6"):
            self.node.put(f"etc/infra/firewall/{name}", "nonsense\n")
        flush()

        self.assertEqual(1, self.node.run("firewall").returncode)
        self.assertTrue(closed() and closed("ip6tables"))
        self.assertIn("-P INPUT DROP", kernel())

    def test_boot_without_state_directory_is_closed(self) -> None:
        shutil.rmtree(f"{self.node.root}/{STATE}")
        self.node.put(STATE, "a file")
        flush()

        self.assertEqual(1, self.node.run("firewall").returncode)
        self.assertTrue(closed() and closed("ip6tables"))
        os.unlink(f"{self.node.root}/{STATE}")

    def test_policies_that_dropped_during_the_boot_are_opened_by_a_filter_alone(self) -> None:
        for hook in ("INPUT", "FORWARD", "OUTPUT"):
            subprocess.run(["iptables", "-P", hook, "DROP"], check=True)
        good = self.node.get("etc/infra/firewall/sets")
        self.node.put("etc/infra/firewall/sets", "nonsense\n")
        self.assertEqual(1, self.node.run("firewall").returncode)
        self.assertIn("-P INPUT DROP", kernel())
        self.node.put("etc/infra/firewall/sets", good)

        self.assertEqual(0, self.node.run("firewall").returncode)
        self.assertEqual(self.confirmed, kernel())

    def test_boot_with_a_pending_change_and_a_full_disk_has_the_confirmed_filter_at_once_and_the_rest_with_room(self) -> None:
        self.assertEqual(0, self.node.run("push", "--confirm-within", "60", sent=OTHER).returncode)
        self.fill_disk()
        flush()

        self.assertEqual(1, self.node.run("firewall").returncode)
        self.assertEqual(self.confirmed, kernel())
        self.assertEqual(digest(OTHER), json.loads(self.node.run("status").stdout)["pending"], "it is still to be undone")
        os.unlink(f"{self.node.root}/full")
        self.assertEqual(0, self.node.run("firewall").returncode)
        self.assertEqual((None, []), tuple(json.loads(self.node.run("status").stdout)[key] for key in ("pending", "drift")))

    def test_unit_that_starts_while_a_change_waits_leaves_it_and_the_next_boot_does_not(self) -> None:
        os.makedirs(f"{self.node.root}/proc/sys/kernel/random")
        self.node.put("proc/sys/kernel/random/boot_id", "one\n")
        self.assertEqual(0, self.node.run("push", "--confirm-within", "60", sent=OTHER).returncode)
        pushed = kernel()

        self.assertEqual(0, self.node.run("firewall").returncode)
        self.assertEqual((pushed, digest(OTHER)), (kernel(), json.loads(self.node.run("status").stdout)["pending"]))
        self.node.put("proc/sys/kernel/random/boot_id", "two\n")
        self.assertEqual(0, self.node.run("firewall").returncode)
        self.assertEqual((self.confirmed, None), (kernel(), json.loads(self.node.run("status").stdout)["pending"]))

    def test_rollback_restores_the_filter_first_and_is_repeated_until_the_disk_has_room(self) -> None:
        for after in range(3):
            with self.subTest(after):
                self.assertEqual(0, self.node.run("push", "--confirm-within", "60", sent=THIRD).returncode)
                nonce = json.loads(self.node.get(f"{STATE}/pending.json"))["nonce"]
                self.assertNotEqual(self.confirmed, kernel())
                self.fill_disk(after)

                failed = self.node.run("rollback", nonce)
                self.assertEqual(1, failed.returncode, "or systemd would not try it again")
                self.assertIn("No space left", failed.stderr)
                self.assertEqual(self.confirmed, kernel())
                os.unlink(f"{self.node.root}/full")
                self.assertIn("rolled back", self.node.run("rollback", nonce).stdout)
                self.assertEqual((None, []), tuple(json.loads(self.node.run("status").stdout)[key] for key in ("pending", "drift")))

    def test_timer_starts_what_is_started_again_until_it_succeeds(self) -> None:
        self.node.put("calls", "")
        self.node.run("push", "--confirm-within", "60", sent=THIRD)
        armed = [line for line in self.node.get("calls").splitlines() if line.startswith("systemd-run ")]

        self.assertEqual(2, len(armed))
        for line in armed:
            self.assertRegex(line, r"^systemd-run -qGpRestart=on-failure -pRestartSec=10 "
                                   r"--unit=infra-rollback-[0-9a-f]{12} --on-active=60 ")

    def test_timer_that_cannot_be_armed_anew_leaves_the_one_before_in_force(self) -> None:
        # The second time there is none, and nothing can be put back either.
        self.node.hook('case "$me $1 $2" in systemd-run*) [ ! -e "$INFRA_ROOT/armed" ] || { : >"$INFRA_ROOT/broken"; exit 1; }; : '
                       '>"$INFRA_ROOT/armed";;'
                       '"systemctl restart chrony") [ ! -e "$INFRA_ROOT/broken" ] || exit 1;; esac')
        self.node.put("calls", "")

        result = self.node.run("push", "--confirm-within", "60", sent=OTHER)

        self.assertIn("going back failed", result.stderr)
        self.assertEqual(self.confirmed, kernel())
        first = next(line for line in self.node.get("calls").splitlines() if line.startswith("systemd-run"))
        self.assertIn(f"infra-rollback-{json.loads(self.node.get(f'{STATE}/pending.json'))['nonce']} ", first)

    def test_rollback_with_a_journal_that_cannot_be_read_undoes_the_change(self) -> None:
        for how in WRONG:
            if how != "a link to nowhere":
                with self.subTest(how):
                    self.assertEqual(0, self.node.run("push", "--confirm-within", "60", sent=OTHER).returncode)
                    self.spoil(f"{STATE}/pending.json", how)

                    self.assertEqual(1, self.node.run("confirm", digest(OTHER)).returncode)
                    self.assertIn("rolled back", self.node.run("rollback", "0123456789ab").stdout)
                    self.assertEqual(self.confirmed, kernel())
                    self.assertFalse(self.node.has(f"{STATE}/pending.json"))

    def test_rollback_to_nothing_that_can_be_read_lets_operators_in(self) -> None:
        self.assertEqual(0, self.node.run("push", "--confirm-within", "60", sent=OTHER).returncode)
        self.spoil(f"{STATE}/confirmed.json", "nested without end")

        self.assertEqual(1, self.node.run("rollback").returncode)
        self.assertTrue(closed() and closed("ip6tables"))
        self.assertNotIn("-m set", kernel())

    def test_step_that_fails_in_a_way_nobody_thought_of_is_undone_as_well(self) -> None:
        with open(f"{self.node.root}/usr/local/lib/infra/mesh.py", "a", encoding="utf-8") as file:
            file.write("\nreal_mesh = mesh_from_disk\n\n\ndef mesh_from_disk():\n    if os.path.exists(f'{ROOT}/once'):\n"
                       "        os.unlink(f'{ROOT}/once')\n        raise RecursionError('deep')\n    real_mesh()\n")
        self.node.put("once", "")

        result = self.node.run("push", "--confirm-within", "60", sent=THIRD)

        self.assertIn("infra-apply: RecursionError: deep; the state before is back in effect", result.stderr)
        self.assertEqual(self.confirmed, kernel())

    def test_way_back_that_fails_is_said_and_left_to_the_timer(self) -> None:
        self.node.hook('[ "$me $1 $2" != "systemctl restart chrony" ] || { echo "chrony says no" >&2; exit 1; }')

        result = self.node.run("push", "--confirm-within", "60", sent=OTHER)

        self.assertIn("chrony says no; going back failed, and is tried until it succeeds: systemctl restart", result.stderr)
        self.assertEqual(self.confirmed, kernel())
        self.assertTrue(self.node.has(f"{STATE}/pending.json"))

    def test_push_after_any_broken_journal_goes_through(self) -> None:
        for how in WRONG:
            with self.subTest(how):
                self.spoil(f"{STATE}/pending.json", how)

                self.assertIn("applied" if how != "a link to nowhere" else "unchanged",
                              self.node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)
                self.assertEqual(0, self.node.run("confirm", digest(make_bundle())).returncode)
                self.assertEqual((None, []), tuple(json.loads(self.node.run("status").stdout)[key] for key in ("pending", "broken")))
                self.mend(f"{STATE}/pending.json")

    def test_directory_in_the_place_of_a_file_is_drift_and_a_push_puts_the_file_back(self) -> None:
        self.spoil("etc/chrony/chrony.conf", "a directory")
        self.assertEqual(["/etc/chrony/chrony.conf"], json.loads(self.node.run("status").stdout)["drift"])

        self.assertIn("applied", self.node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)
        self.assertIn("server", self.node.get("etc/chrony/chrony.conf"))

    def test_status_of_a_node_without_anything_is_a_report(self) -> None:
        flush()
        for path in ("var", "etc", "run"):
            shutil.rmtree(f"{self.node.root}/{path}", ignore_errors=True)

        started = time.monotonic()
        looked = self.node.run("status")
        self.assertEqual((0, False), (looked.returncode, json.loads(looked.stdout)["firewall"]))
        self.assertLess(time.monotonic() - started, 20)


if __name__ == "__main__":
    unittest.main()
