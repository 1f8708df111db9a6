"""
Without power at any moment of a change that brings another program: after the next boot all is as it was before, or, once the
confirmation's one step is done, all is as the change has it. Never a part of each.
"""
from __future__ import annotations

import json
import os
import subprocess
import unittest
from typing import Any

from node_root import PYTHON, VERSION, NodeRoot, digest, make_bundle
from test_change import kernel
from test_program import MORE, OWNS_MORE

# Every step that changes a file's name or begins a tool is counted, in every process of a run; at one of them all of them end at once,
# whoever started whom: a session's, since what limits a program's time is a group of its own.
COUNTED = '''

def power_cut():
    with open(f"{ROOT}/steps", "ab") as steps:
        steps.write(b"x")
    if os.path.exists(f"{ROOT}/last-step") and os.path.getsize(f"{ROOT}/steps") >= int(read(f"{ROOT}/last-step")):
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.getsid(int(process)) == os.getsid(0) and int(process) != os.getpid():
                    os.kill(int(process), 9)
            except OSError:
                pass
        os.kill(os.getpid(), 9)


def counted(step):
    def instead(*words, **named):
        power_cut()
        done = step(*words, **named)
        power_cut()
        return done
    return instead


for name in ("rename", "unlink", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
real_run = run


def run(*command, **named):
    power_cut()
    return real_run(*command, **named)
'''


class InterruptedTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        with open(f"{self.node.root}/usr/local/lib/infra/system.py", "a", encoding="utf-8") as system:
            system.write(COUNTED)
        old = make_bundle(more={"/etc/infra/old.json": "{}\n"})
        self.assertEqual(0, self.node.first_boot(old).returncode)
        self.new = make_bundle({"10.7.0.0/16": "10.8.0.0/16", "minpoll 4": "minpoll 5"}, program=self.node.later(bundle=OWNS_MORE),
                               version=VERSION + 1, more=MORE)
        self.before = self.state()

    def state(self) -> tuple[Any, ...]:
        status = json.loads(self.node.run("status").stdout)
        return (self.node.files(), kernel(), *(status[key] for key in ("version", "hash", "pending", "drift", "broken", "firewall")))

    def until(self, last: int, *arguments: str, sent: str = "") -> bool:
        """Runs until that step, the first of which is 1; whether it ended by itself, before."""
        self.node.put("steps", "")
        self.node.put("last-step", str(last))
        run = subprocess.run([*PYTHON, self.node.program, *arguments], input=sent.encode(), capture_output=True, check=False, timeout=120,
                             env={"INFRA_ROOT": self.node.root}, start_new_session=True)
        os.unlink(f"{self.node.root}/last-step")
        self.assertIn(run.returncode, (0, -9), run.stderr)
        return run.returncode == 0

    def boot(self) -> None:
        self.assertEqual(0, self.node.run("firewall").returncode)
        self.assertEqual(0, self.node.run("boot").returncode)

    def assert_before(self, when: str) -> None:
        """All is as before, but for what was put aside before anything was begun: the next change takes that away."""
        now = self.state()
        litter = {path for path in now[0] if path.startswith("var/lib/infra/.infra-") or path == "var/lib/infra/candidate.json"}
        files = {path: file for path, file in now[0].items() if path not in litter}
        self.assertEqual([], sorted({path for path, _ in {*self.before[0].items()} ^ {*files.items()}}), when)
        self.assertEqual(self.before[1:], now[1:], when)

    def test_push_is_before_the_boot_undone_whenever_it_ended(self) -> None:
        # Each step from the first on that leaves something, and of those before, which look and rehearse, some.
        last, stride = 1, 9
        while not self.until(last, "push", "--confirm-within", "60", sent=self.new):
            if stride > 1 and any(self.node.has(f"var/lib/infra/{name}") for name in ("candidate.json", "pending.json")):
                last, stride = last - stride, 1
            self.boot()
            self.assert_before(f"step {last}")
            last += stride
        self.assertEqual(1, stride)
        self.assertEqual(0, self.node.run("confirm", digest(self.new)).returncode)
        self.assertEqual((VERSION + 1, digest(self.new)), self.state()[2:4])
        self.assertEqual([], [path for path in self.state()[0] if ".infra-" in path], "nothing is left aside")

    def test_push_is_undone_by_its_timer_or_by_hand_whenever_it_ended(self) -> None:
        # Every few steps: the reboot's way, which is much the same, tries all.
        last = 1
        while not self.until(last, "push", "--confirm-within", "60", sent=self.new):
            self.assertEqual(0, self.node.run("rollback").returncode)
            self.assert_before(f"step {last}")
            last += 11

    def test_confirmation_is_whole_or_none_whenever_it_ended(self) -> None:
        kept, last = 0, 1
        while kept < 3:
            self.assertIn("applied", self.node.push(self.new).stdout)
            ended = self.until(last, "confirm", digest(self.new))
            self.boot()
            after = self.state()
            if after[3] == digest(self.new):
                self.assertEqual((VERSION + 1, digest(self.new), None, [], [], True), after[2:], f"step {last}")
                self.assertIn("10.8.0.0/16", after[1])
                self.assertEqual("1\n", self.node.get("etc/later/one"))
                self.assertFalse(self.node.has("etc/infra/old.json"))
                kept += 1
                if ended:
                    break
                # Back to before, as nobody can but by hand.
                self.start_anew()
            else:
                self.assert_before(f"step {last}")
                self.assertFalse(ended)
            last += 1
        self.assertGreater(last, 2)

    def start_anew(self) -> None:
        self.doCleanups()
        self.setUp()

    def test_way_back_that_ended_anywhere_is_gone_again(self) -> None:
        for way in ("rollback", "firewall"):
            last = 1
            while True:
                self.assertIn("applied", self.node.push(self.new).stdout)
                ended = self.until(last, way)
                self.boot()
                self.assert_before(f"{way}, step {last}")
                if ended:
                    break
                last += 7


if __name__ == "__main__":
    unittest.main()
