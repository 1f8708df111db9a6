"""What a bundle may be: everything else is refused before anything is done."""
from __future__ import annotations

import json
import os
import unittest
from typing import Any

from node_root import NodeRoot, make_bundle


def changed(**changes: Any) -> str:
    return json.dumps(json.loads(make_bundle()) | changes)


def with_file(path: str, mode: str = "0644", content: Any = "x\n") -> str:
    document = json.loads(make_bundle())
    document["files"].append({"path": path, "mode": mode, "content": content})
    return json.dumps(document)


REFUSED = {
    "not JSON": ("nonsense", "not JSON"),
    "not an object": ("[]", "version, node and files"),
    "another version": (changed(version=2), "version 2"),
    "an unknown key": (changed(also=1), "nothing else"),
    "a key twice": (make_bundle().replace('{"version": 1,', '{"version": 1, "version": 1,'), "a key twice"),
    "files that are no list": (changed(files="x"), "path, mode and content"),
    "a name with a newline": (changed(node="a\nb"), "not a node's name"),
    "a name that climbs": (changed(node="../../etc"), "not a node's name"),
    "a name with a quote": (changed(node="a'; reboot; '"), "not a node's name"),
    "another node": (changed(node="orders-db-2"), "this is orders-db-1"),
    "a missing file": (changed(files=[]), "lacks"),
    "a climbing path": (with_file("/etc/infra/../shadow"), "may not write"),
    "a path elsewhere": (with_file("/etc/shadow"), "may not write"),
    "a relative path": (with_file("etc/infra/wg0.conf"), "may not write"),
    "a path with a NUL": (with_file("/etc/infra/wg0.conf\0"), "may not write"),
    "the program itself": (with_file("/usr/local/sbin/infra-apply"), "may not write"),
    "a path twice": (with_file("/etc/infra/volumes.json"), "twice"),
    "a set-uid mode": (make_bundle().replace('"0600"', '"4755"'), "mode"),
    "content that is no text": (with_file("/etc/infra/wg0.conf", content=1), "all of them text"),
    "rules that do not load": (make_bundle({"-A INFRA-INPUT -i lo -j ACCEPT": "-A INFRA-INPUT -j NOWHERE"}), "restore"),
    "rules with a set that is not there": (make_bundle({"create infra-peers-4": "create infra-other-4"}), "ipset"),
    "another table's rules": (make_bundle({"*filter": "*nosuch"}), "restore"),
}


class BundleTests(unittest.TestCase):
    def test_push_of_what_no_bundle_may_be_is_refused_and_changes_nothing(self) -> None:
        with NodeRoot() as node:
            self.assertEqual(0, node.first_boot().returncode)
            before = node.run("status").stdout
            for what, (sent, said) in REFUSED.items():
                with self.subTest(what):
                    result = node.run("push", "--confirm-within", "60", sent=sent)

                    self.assertEqual(1, result.returncode, result.stderr)
                    self.assertIn(said, result.stderr)
                    self.assertEqual(1, result.stderr.count("\n"), "one line")
                    self.assertEqual(before, node.run("status").stdout)

    def test_push_through_a_symbolic_link_is_refused(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            os.rename(f"{node.root}/etc/chrony", f"{node.root}/elsewhere")
            os.symlink(f"{node.root}/elsewhere", f"{node.root}/etc/chrony")

            result = node.run("push", "--confirm-within", "60", sent=make_bundle({"minpoll 4": "minpoll 5"}))

            self.assertEqual(1, result.returncode)
            self.assertIn("symbolic link", result.stderr)

    def test_test_root_without_its_marks_is_refused(self) -> None:
        with NodeRoot() as node:
            os.unlink(f"{node.root}/TEST-ROOT")

            self.assertIn("for tests", node.run("status").stderr)

    def test_wrong_arguments_are_usage(self) -> None:
        with NodeRoot() as node:
            for arguments in ([], ["push"], ["push", "--confirm-within", "0"], ["confirm", "x"], ["rollback", "a", "b"]):
                with self.subTest(arguments):
                    self.assertEqual(2, node.run(*arguments).returncode)


if __name__ == "__main__":
    unittest.main()
