"""A bundle's own program: taken when it is good for the very bundle, undone with it, confirmed with it; never an older one."""
from __future__ import annotations

import json
import os
import re
import subprocess
import time
import unittest
from typing import Any

from node_root import PYTHON, VERSION, NodeRoot, digest, make_bundle, sent
from test_change import kernel

# A directory that today's program has no files in, and tomorrow's has.
OWNS_MORE = ('"/etc/chrony":', '"/etc/later": (r"[a-z]+", ANY), "/etc/chrony":')
MORE = {"/etc/later/one": "1\n", "/etc/sysctl.d/60-infra-later.conf": "a = 1\n"}


class LaterProgramTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.assertEqual(0, self.node.first_boot().returncode)
        self.before, self.filter = self.node.files(), kernel()

    def status(self) -> dict[str, Any]:
        return json.loads(self.node.run("status").stdout)

    def bundle(self, program: str, version: int = VERSION + 1, more: dict[str, str] | None = None) -> str:
        return make_bundle({"10.7.0.0/16": "10.8.0.0/16", "minpoll 4": "minpoll 5"}, program=program, version=version, more=more)

    def assert_nothing_changed(self) -> None:
        self.assertEqual(self.before, self.node.files())
        self.assertEqual(self.filter, kernel())
        status = self.status()
        self.assertEqual((VERSION, None, [], [], True), tuple(status[key] for key in ("version", "pending", "drift", "broken", "firewall")))

    def test_later_program_and_files_of_its_own_are_taken_and_kept_with_the_confirmation(self) -> None:
        bundle = self.bundle(self.node.later(bundle=OWNS_MORE), more=MORE)

        pushed = self.node.push(bundle)

        self.assertEqual(f"applied {digest(bundle)}, confirm within 60s\n", pushed.stdout, pushed.stderr)
        self.assertIn("10.8.0.0/16", kernel())
        self.assertEqual(["1\n", "a = 1\n"], [self.node.get(path[1:]) for path in MORE])
        self.assertEqual((VERSION, digest(bundle)), (self.status()["version"], self.status()["pending"]), "the one before until then")
        self.assertEqual(f"confirmed {digest(bundle)}\n", self.node.run("confirm", digest(bundle)).stdout)
        status = self.status()
        self.assertEqual((VERSION + 1, digest(bundle), None, []), tuple(status[key] for key in ("version", "hash", "pending", "drift")))
        self.assertIn("unchanged", self.node.push(bundle).stdout)
        self.assertEqual(self.before["usr/local/sbin/infra-apply"], self.node.files()["usr/local/sbin/infra-apply"],
                         "what it was born with stays")
        # It knows its own files, which the next bundle has no more.
        less = self.bundle(json.loads(bundle)["program"])
        self.assertIn("applied", self.node.push(less).stdout)
        self.assertFalse(self.node.has("etc/later/one"))
        self.assertFalse(self.node.has("etc/sysctl.d/60-infra-later.conf"))

    def test_later_program_runs_at_boot(self) -> None:
        bundle = self.bundle(self.node.later(boots=("def boot() -> None:\n", "def boot() -> None:\n    write(f'{RUN}/later', 'it ran')\n")))
        self.assertIn("applied", self.node.push(bundle).stdout)
        self.assertEqual(0, self.node.run("boot").returncode)
        self.assertFalse(self.node.has("run/infra/later"), "not before it is confirmed")
        self.assertEqual(0, self.node.run("confirm", digest(bundle)).returncode)

        self.assertEqual(0, self.node.run("boot").returncode)
        self.assertEqual("it ran", self.node.get("run/infra/later"))
        self.assertEqual(0, self.node.run("firewall").returncode)
        self.assertIn("10.8.0.0/16", kernel())

    def test_unconfirmed_change_is_undone_with_its_program_and_its_files(self) -> None:
        for end in ("timer", "rollback", "reboot"):
            with self.subTest(end):
                bundle = self.bundle(self.node.later(bundle=OWNS_MORE), more=MORE)
                if end == "timer":
                    self.node.hook('if [ "$me" = systemd-run ]; then shift 5; (sleep 1; exec "$@") >/dev/null 2>&1 & fi')
                self.assertIn("applied", self.node.push(bundle, 1).stdout)
                self.node.hook("")
                if end == "timer":
                    deadline = time.monotonic() + 30
                    while self.node.has("var/lib/infra/pending.json") and time.monotonic() < deadline:
                        time.sleep(0.2)
                else:
                    self.assertEqual(0, self.node.run("rollback" if end == "rollback" else "firewall").returncode)

                self.assert_nothing_changed()
                self.assertIn("too late", self.node.run("confirm", digest(bundle)).stderr)

    def test_undone_bundle_is_applied_again_by_its_name_and_confirmed(self) -> None:
        bundle = self.bundle(self.node.later(bundle=OWNS_MORE), more=MORE)
        self.node.push(bundle)
        self.node.run("rollback")

        self.assertEqual(1, self.node.run("again", "0" * 64, "--confirm-within", "60").returncode)
        self.assert_nothing_changed()
        self.assertIn(f"applied {digest(bundle)}", self.node.run("again", digest(bundle), "--confirm-within", "60").stdout)
        self.assertEqual(0, self.node.run("confirm", digest(bundle)).returncode)
        self.assertEqual((VERSION + 1, digest(bundle)), (self.status()["version"], self.status()["hash"]))
        self.assertFalse(self.node.has("var/lib/infra/undone.json"))

    def test_program_that_is_not_good_for_its_bundle_changes_nothing(self) -> None:
        later = self.node.later
        for what, (program, said) in {
            "fails at once": (later(main=('if __name__ == "__main__":\n',
                                          'if __name__ == "__main__":\n    raise SystemExit("infra-apply: not today")\n')),
                                          "asked to check: not today"),
            "raises while it is read": (later(program=('MOST_BYTES = 8 << 20\n', "MOST_BYTES = 8 / 0\n")),
                                        "asked to check: it failed (1): ZeroDivisionError"),
            "says nothing": (later(main=("return check(sent)", "return None")), "does not say that it did"),
            "says it of another bundle": (later(push=('print(f"good {checked(raw).hash}")', 'print(f"good {\'0\' * 64}")')),
                                          "does not say that it did"),
            "reads another version": (later(VERSION + 2),
                                      f"the bundle is of version {VERSION + 1}, and this node's program of version {VERSION + 2}"),
            "is killed": (later(main=("return check(sent)", "os.kill(os.getpid(), 9)")), "asked to check"),
        }.items():
            with self.subTest(what):
                result = self.node.push(self.bundle(program))

                self.assertEqual((1, ""), (result.returncode, result.stdout))
                self.assertIn(said, result.stderr)
                self.assert_nothing_changed()
                self.assertNotIn("systemd-run", self.node.get("calls"), "nothing was begun")

    def test_program_that_never_ends_is_ended(self) -> None:
        path = f"{self.node.root}/usr/local/lib/infra/program.py"
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.node.put("usr/local/lib/infra/program.py", text.replace("STEP_SECONDS = 120", "STEP_SECONDS = 5"))
        self.before = self.node.files()
        for step, verb in (("return check(sent)", "check"), ("return take(sent)", "apply")):
            with self.subTest(verb):
                result = self.node.push(self.bundle(self.node.later(main=(step, "__import__('time').sleep(600)"))))

                self.assertEqual(1, result.returncode)
                self.assertIn(f"asked to {verb}: it takes longer than 5 s", result.stderr)
                self.assert_nothing_changed()

    def test_program_that_fails_halfway_is_undone_at_once(self) -> None:
        for what, crash in {"raises": "raise RecursionError('deep')", "is killed": "os.kill(os.getpid(), 9)", "leaves": "sys.exit(0)",
                            "says nothing": "return"}.items():
            with self.subTest(what):
                later = self.node.later(bundle=OWNS_MORE, push=("    print(f\"done {bundle.hash}\")\n", f"    import sys\n    {crash}\n"))

                result = self.node.push(self.bundle(later, more=MORE))

                self.assertEqual(1, result.returncode)
                self.assertIn("asked to apply", result.stderr)
                self.assertIn("the state before is back in effect", result.stderr)
                self.assert_nothing_changed()

    def test_program_that_cannot_confirm_is_not_kept(self) -> None:
        bundle = self.bundle(self.node.later(push=("def confirm(wanted: str) -> None:\n",
                                                   "def confirm(wanted: str) -> None:\n    raise OSError('no')\n")))
        self.assertIn("applied", self.node.push(bundle).stdout)

        self.assertIn("OSError: no", self.node.run("confirm", digest(bundle)).stderr)
        self.assertIn("rolled back", self.node.run("rollback").stdout)
        self.assert_nothing_changed()

    def test_program_that_is_damaged_while_it_waits_is_confirmed_by_no_other(self) -> None:
        bundle = self.bundle(self.node.later())
        for damage in ("raise OSError('gone')", "def", 1):
            with self.subTest(damage):
                self.assertIn("applied", self.node.push(bundle).stdout)
                self.node.put("var/lib/infra/candidate.json", json.dumps(json.loads(bundle) | {"program": damage}))

                self.assertIn("the program of what waits cannot be run", self.node.run("confirm", digest(bundle)).stderr)
                self.assertIn("rolled back", self.node.run("rollback").stdout)
                self.assert_nothing_changed()

    def test_program_that_only_ever_checks_and_applies_is_undone_by_the_timer(self) -> None:
        crashes = ('if __name__ == "__main__":\n    if sys.argv[1] not in ("check", "apply", "rehearse"):\n'
                   '        os.kill(os.getpid(), 11)\n')
        bundle = self.bundle(self.node.later(bundle=OWNS_MORE, main=('if __name__ == "__main__":\n', crashes)), more=MORE)
        self.node.hook('if [ "$me" = systemd-run ]; then shift 5; (sleep 2; exec "$@") >/dev/null 2>&1 & fi')
        self.assertIn("applied", self.node.push(bundle, 2).stdout)
        self.node.hook("")
        self.assertEqual(-11, self.node.run("confirm", digest(bundle)).returncode)

        deadline = time.monotonic() + 30
        while self.node.has("var/lib/infra/pending.json") and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assert_nothing_changed()

    def test_confirmed_program_that_is_broken_is_mended_by_hand_with_another(self) -> None:
        broken = self.bundle(self.node.later(push=("def push(raw: bytes, seconds: int) -> None:\n",
                                                   "def push(raw: bytes, seconds: int) -> None:\n    raise OSError('never')\n")))
        self.assertIn("applied", self.node.push(broken).stdout)
        self.assertEqual(0, self.node.run("confirm", digest(broken)).returncode)
        good = self.node.later(VERSION + 2)
        bundle = self.bundle(good, VERSION + 2)
        self.assertIn("OSError: never", self.node.push(bundle).stderr)

        # What docs/node.md says: a program beside the node's, told to push its own bundle.
        self.node.put("good", good)
        pushed = subprocess.run([*PYTHON, f"{self.node.root}/good", "push", "--confirm-within", "60"], input=bundle, text=True,
                                capture_output=True,
                                check=False, timeout=60, env={"INFRA_ROOT": self.node.root})
        self.assertIn("applied", pushed.stdout, pushed.stderr)
        self.assertEqual(0, self.node.run("confirm", digest(bundle)).returncode)
        self.assertEqual((VERSION + 2, digest(bundle)), (self.status()["version"], self.status()["hash"]))

    def test_older_bundle_is_refused_once_a_later_one_is_confirmed_and_not_before(self) -> None:
        later = self.bundle(self.node.later())
        self.assertIn("applied", self.node.push(later).stdout)
        self.assertIn("applied", self.node.push(make_bundle()).stdout, "what waits is superseded")
        self.assertEqual(0, self.node.run("confirm", digest(make_bundle())).returncode)
        self.assertIn("applied", self.node.push(later).stdout)
        self.assertEqual(0, self.node.run("confirm", digest(later)).returncode)
        files, rules = self.node.files(), kernel()

        for older in (make_bundle(), make_bundle(version=1, program=None)):
            result = self.node.push(older)
            self.assertEqual(1, result.returncode)
            self.assertIn(f"this node's program of version {VERSION + 1}: there is no way back to an older one; push with the release "
                          "that pushed last", result.stderr)
        # Not with a version that only says so either.
        self.assertEqual(1, self.node.push(self.bundle(json.loads(make_bundle())["program"])).returncode)
        self.assertEqual((files, rules), (self.node.files(), kernel()))

    def test_later_program_writes_nothing_outside_the_directories_it_names(self) -> None:
        later = self.node.later(bundle=OWNS_MORE)
        for path in ("/etc/shadow", "/etc/later/../shadow", "/etc/later/one/two", "/etc/lateral", "/etc/later", "etc/later/one",
                     "/usr/local/sbin/infra-apply"):
            with self.subTest(path):
                result = self.node.push(self.bundle(later, more={path: "x\n"}))

                self.assertIn(f"asked to check: a bundle may not write {path!r}", result.stderr)
                self.assert_nothing_changed()

    def test_file_of_a_later_program_that_somebody_changed_is_left_when_it_is_undone(self) -> None:
        self.assertIn("applied", self.node.push(self.bundle(self.node.later(bundle=OWNS_MORE), more=MORE)).stdout)
        self.node.put("etc/later/one", "by hand\n")

        self.assertIn("rolled back", self.node.run("rollback").stdout)
        self.assertEqual("by hand\n", self.node.get("etc/later/one"))
        self.assertFalse(self.node.has("etc/sysctl.d/60-infra-later.conf"))

    def test_later_program_of_a_directory_that_became_a_link_is_undone_and_nothing_behind_the_link_is_touched(self) -> None:
        self.assertIn("applied", self.node.push(self.bundle(self.node.later(bundle=OWNS_MORE), more=MORE)).stdout)
        os.rename(f"{self.node.root}/etc/later", f"{self.node.root}/elsewhere")
        os.symlink(f"{self.node.root}/elsewhere", f"{self.node.root}/etc/later")

        self.assertIn("rolled back", self.node.run("rollback").stdout)
        self.assertEqual("1\n", self.node.get("elsewhere/one"))

    def test_confirmed_bundle_that_is_damaged_leaves_the_program_that_the_node_was_born_with(self) -> None:
        bundle = self.bundle(self.node.later())
        self.node.push(bundle)
        self.assertEqual(0, self.node.run("confirm", digest(bundle)).returncode)
        rules = kernel()
        for damage in ("garbage", "", "[" * 200_000, '{"program": "def"}', '{"program": "1 / 0"}', '{"program": 1}', '{"version": 3}'):
            with self.subTest(damage[:20]):
                self.node.put("var/lib/infra/confirmed.json", damage)

                self.assertEqual(0, self.node.run("firewall").returncode)
                self.assertEqual(rules, kernel())
                self.assertTrue(any("confirmed.json" in line for line in self.status()["broken"]))
                self.assertEqual(VERSION, self.status()["version"])


class BornTests(unittest.TestCase):
    """With the very file that nodes get, over their first connection and with each bundle."""

    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.node.put("usr/local/sbin/infra-apply", sent("pushed"))
        self.first = make_bundle(program=None)

    def status(self) -> dict[str, Any]:
        return json.loads(self.node.run("status").stdout)

    def pushed(self, version: int = VERSION) -> str:
        text = sent("pushed")
        name = re.findall(r'"version": (\w+)', text)[0]
        return text.replace(f"\n{name} = {VERSION}\n", f"\n{name} = {version}\n")

    def test_from_the_first_boot_to_the_program_after_next(self) -> None:
        self.assertEqual(0, self.node.first_boot(self.first).returncode)
        self.assertEqual(["firewall", "identity", "volumes", "mesh", "ssh", "ready"], self.node.stages())
        self.assertIn("infra_early", self.node.get("calls"), "what held the door before is gone")
        self.assertEqual((VERSION, digest(json.dumps(json.loads(self.first))), None, "ready"),
                         tuple(self.status()[key] for key in ("version", "hash", "pending", "stage")))
        self.assertEqual(0, self.node.run("await").returncode)
        for version in range(VERSION, VERSION + 3):
            with self.subTest(version):
                bundle = make_bundle({"minpoll 4": f"minpoll {version % 7}"}, program=self.pushed(version), version=version)
                pushed = self.node.push(bundle)
                self.assertEqual(f"applied {digest(bundle)}, confirm within 60s\n", pushed.stdout, pushed.stderr)
                self.assertEqual(f"confirmed {digest(bundle)}\n", self.node.run("confirm", digest(bundle)).stdout)
                status = self.status()
                self.assertEqual((version, digest(bundle), None, [], [], True, ""),
                                 tuple(status[key] for key in ("version", "hash", "pending", "drift", "broken", "firewall",
                                                               "firewallDrift")))
                self.assertIn("unchanged", self.node.push(bundle).stdout)
                self.assertEqual(0, self.node.run("firewall").returncode)
                self.assertEqual(0, self.node.run("boot").returncode)
        self.assertEqual(sent("pushed"), self.node.get("usr/local/sbin/infra-apply"))

    def test_first_push_that_is_not_confirmed_is_undone_by_what_the_node_was_born_with(self) -> None:
        self.node.first_boot(self.first)
        before, rules = self.node.files(), kernel()
        for end in ("rollback", "firewall"):
            with self.subTest(end):
                self.assertIn("applied", self.node.push(make_bundle({"10.7.0.0/16": "10.8.0.0/16"}, program=self.pushed())).stdout)
                self.assertNotEqual(rules, kernel())
                self.assertEqual(0, self.node.run(end).returncode)
                self.assertEqual((before, rules), (self.node.files(), kernel()))
        self.assertEqual(1, self.node.run("confirm", "0" * 64).returncode)

    def test_first_boot_that_was_cut_off_anywhere_is_ended_by_the_next_one(self) -> None:
        for victim in ("systemctl mask", "wg genkey", "wg syncconf", "systemctl daemon-reload", "systemctl reload-or-restart"):
            with self.subTest(victim), NodeRoot() as node:
                node.put("usr/local/sbin/infra-apply", sent("pushed"))
                node.hook(f'case "$me $*" in "{victim}"*) kill -9 "$PPID";; esac')
                self.assertEqual(-9, node.first_boot(self.first).returncode)
                node.hook("")

                self.assertEqual(0, node.run("first-boot").returncode)
                self.assertEqual("ready", node.stages()[-1])

    def test_filter_that_does_not_load_at_boot_leaves_the_node_closed(self) -> None:
        self.node.first_boot(self.first)
        self.node.put("etc/infra/firewall/sets", "nonsense\n")

        self.assertEqual(1, self.node.run("firewall").returncode)
        self.assertNotIn("-m set", kernel())
        self.assertIn("-s 198.51.100.0/28 -p tcp", kernel())

    def test_wrong_arguments_are_usage(self) -> None:
        for arguments in ([], ["push"], ["push", "--confirm-within", "0"], ["again", "x"], ["rollback", "a", "b"]):
            with self.subTest(arguments):
                self.assertEqual(2, self.node.run(*arguments).returncode)


if __name__ == "__main__":
    unittest.main()
