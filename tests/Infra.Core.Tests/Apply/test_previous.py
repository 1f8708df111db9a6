"""
A node of the release before programs came with bundles: its program, as user data had it, is in previous/. What it says of today's bundle,
and how the command that pushes one brings it along.
"""
from __future__ import annotations

import json
import os
import pathlib
import subprocess
import unittest
from typing import Any

from node_root import HERE, VERSION, NodeRoot, digest, make_bundle, sent
from test_change import kernel

PREVIOUS = pathlib.Path(f"{HERE}/previous/infra-apply").read_text(encoding="utf-8")
PROGRAM = "usr/local/sbin/infra-apply"


def earlier(replace: dict[str, str] | None = None, more: dict[str, str] | None = None) -> str:
    """A bundle as that release wrote it: without a program, and with the kernel's settings under another name."""
    return make_bundle(replace, version=1, program=None, more=more).replace("/zz-infra-hardening.conf", "/60-infra-hardening.conf")


class PreviousReleaseTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.node.put(PROGRAM, PREVIOUS)
        # It was born, and given clients and peers, by that release.
        first, last = earlier({"10.7.0.0/16": "10.6.0.0/16"}), earlier(more={"/etc/infra/kept.json": "{}\n"})
        self.assertEqual(0, self.node.first_boot(first).returncode)
        self.assertIn("applied", self.node.push(last).stdout)
        self.assertEqual(0, self.node.run("confirm", digest(last)).returncode)
        self.confirmed, self.before, self.filter = digest(last), self.node.files(), kernel()
        for name, text in {"sudo": 'exec "$@"', "infra-apply": f'exec python3 -I -S {self.node.root}/{PROGRAM} "$@"'}.items():
            self.node.put(f"bin/{name}", f"#!/bin/sh\n{text}\n")
            self.node.make_executable(f"bin/{name}")

    def push_command(self, bundle: str) -> subprocess.CompletedProcess[str]:
        """What a push runs on a node, over its connection."""
        command = sent("push-command").replace("/usr/local/", f"{self.node.root}/usr/local/")
        return subprocess.run(["sh", "-c", command], input=bundle, text=True, capture_output=True, check=False, timeout=120,
                              env={"INFRA_ROOT": self.node.root, "PATH": f"{self.node.root}/bin:{os.environ['PATH']}",
                                   "TMPDIR": f"{self.node.root}/run"})

    def bundle(self, **changes: Any) -> str:
        return make_bundle({"10.7.0.0/16": "10.8.0.0/16"}, **{"program": sent("pushed"), **changes})

    def status(self) -> dict[str, Any]:
        return json.loads(self.node.run("status").stdout)

    def assert_nothing_changed(self) -> None:
        self.assertEqual((self.before, self.filter), (self.node.files(), kernel()))
        self.assertEqual((self.confirmed, None), (self.status()["hash"], self.status()["pending"]))

    def test_its_own_program_refuses_the_bundle_and_says_which_version_it_reads(self) -> None:
        result = self.node.push(self.bundle())

        self.assertEqual((1, "infra-apply: a bundle has version, node and files, and nothing else\n"), (result.returncode, result.stderr))
        self.assert_nothing_changed()
        # A version that differs alone, without a program in it.
        self.assertEqual(f"infra-apply: the bundle is of version {VERSION}; this node reads version 1\n",
                         self.node.push(self.bundle(program=None)).stderr)
        self.assert_nothing_changed()

    def test_first_push_brings_the_program_and_the_next_ones_are_like_any_other(self) -> None:
        bundle = self.bundle()

        pushed = self.push_command(bundle)

        self.assertEqual((0, f"applied {digest(bundle)}, confirm within 90s\n"), (pushed.returncode, pushed.stdout), pushed.stderr)
        self.assertEqual(f"version {VERSION}\n", pushed.stderr)
        self.assertIn("10.8.0.0/16", kernel())
        self.assertEqual(f"confirmed {digest(bundle)}\n", self.node.run("confirm", digest(bundle)).stdout)
        status = self.status()
        self.assertEqual((VERSION, digest(bundle), None, [], [], True),
                         tuple(status[key] for key in ("version", "hash", "pending", "drift", "broken", "firewall")))
        self.assertFalse(self.node.has("etc/infra/kept.json"), "what its own bundle had, and this one has no more")
        self.assertEqual((sent("pushed"), PREVIOUS), (self.node.get(PROGRAM), self.node.get(f"{PROGRAM}.before")))
        self.assertEqual(0o755, os.stat(f"{self.node.root}/{PROGRAM}").st_mode & 0o777)
        again = self.push_command(bundle)
        self.assertEqual((f"unchanged {digest(bundle)}\n", ""), (again.stdout, again.stderr), "nothing is brought twice")
        self.assertEqual([], [name for name in os.listdir(f"{self.node.root}/run") if name.startswith("tmp.")], "nothing is left behind")
        for verb in ("firewall", "boot", "await", "first-boot"):
            self.assertEqual(0, self.node.run(verb).returncode, verb)

    def test_first_push_that_is_undone_goes_back_to_its_own_bundle(self) -> None:
        for end in ("rollback", "firewall"):
            with self.subTest(end):
                self.assertEqual(0, self.push_command(self.bundle()).returncode)
                self.assertNotEqual(self.filter, kernel())

                self.assertEqual(0, self.node.run(end).returncode)

                self.assertEqual(self.filter, kernel())
                programs = (PROGRAM, f"{PROGRAM}.before")
                self.assertEqual({path: file for path, file in self.before.items() if path not in programs},
                                 {path: file for path, file in self.node.files().items() if path not in programs})
                status = self.status()
                self.assertEqual((VERSION, self.confirmed, None, [], []),
                                 tuple(status[key] for key in ("version", "hash", "pending", "drift", "broken")))

    def test_bundle_that_is_not_good_leaves_its_program_and_everything_else(self) -> None:
        for what, (bundle, said) in {
            "for another node": (self.bundle(node="orders-db-2"), "the bundle is for orders-db-2"),
            "rules that do not load": (make_bundle({"-A INFRA-INPUT -i lo -j ACCEPT": "-A INFRA-INPUT -j NOWHERE"}, program=sent("pushed")),
                                       "restore"),
            "no bundle": ("nonsense", ""),
            "nothing": ("", ""),
            "no program": (self.bundle(program=None), "KeyError"),
            "a program that is none": (self.bundle(program="def"), "SyntaxError"),
            "a program that does nothing": (self.bundle(program=""), "has version, node and files"),
        }.items():
            with self.subTest(what):
                result = self.push_command(bundle)

                self.assertNotEqual(0, result.returncode)
                self.assertIn(said, result.stderr)
                self.assert_nothing_changed()

    def test_change_that_waits_there_is_superseded_and_its_timer_does_nothing(self) -> None:
        waiting = earlier({"minpoll 4": "minpoll 5"})
        self.assertIn("applied", self.node.push(waiting).stdout)
        nonce = json.loads(self.node.get("var/lib/infra/pending.json"))["nonce"]

        bundle = self.bundle()
        self.assertEqual(0, self.push_command(bundle).returncode)
        self.assertIn("nothing to roll back", self.node.run("rollback", nonce).stdout)
        self.assertEqual(0, self.node.run("confirm", digest(bundle)).returncode)
        self.assertIn("minpoll 4", self.node.get("etc/chrony/chrony.conf"))


if __name__ == "__main__":
    unittest.main()
