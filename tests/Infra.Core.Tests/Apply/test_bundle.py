"""What a bundle may be: everything else is refused before anything is done."""
from __future__ import annotations

import hashlib
import json
import os
import unittest
from typing import Any

from node_root import VERSION, NodeRoot, make_bundle


def changed(**changes: Any) -> str:
    return json.dumps(json.loads(make_bundle()) | changes)


def with_file(path: str, mode: str = "0644", content: Any = "x\n") -> str:
    document = json.loads(make_bundle())
    document["files"].append({"path": path, "mode": mode, "content": content})
    return json.dumps(document)


KEY = f"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{'B' * 43}\n"


def with_keys(keys: str) -> str:
    document = json.loads(make_bundle())
    next(file for file in document["files"] if file["path"] == "/etc/ssh/infra_authorized_keys")["content"] = keys
    return json.dumps(document)


REFUSED = {
    "not JSON": ("nonsense", "not JSON"),
    "not an object": ("[]", "no object that has a version"),
    "a version before": (changed(version=VERSION - 1), f"of version {VERSION - 1}, and this node's program of version {VERSION}"),
    "a version that is no number": (changed(version="3"), "no object that has a version"),
    "a version that is true": (changed(version=True), "no object that has a version"),
    "a version that its program does not have": (changed(version=VERSION + 1), f"this program reads versions up to {VERSION}"),
    "no program": (json.dumps({key: value for key, value in json.loads(make_bundle()).items() if key != "program"}), "carries no program"),
    "a program that is no text": (changed(program=["x"]), "carries no program"),
    "a program that is no program": (changed(program="def"), "cannot be read: SyntaxError"),
    "a program with a NUL": (changed(program="\0"), "cannot be read"),
    "a program that is nested without end": (changed(program="(" * 100_000), "cannot be read"),
    "a program that does nothing": (changed(program=""), "does not say that it did"),
    "a program that fails": (changed(program="raise SystemExit('infra-apply: not today')"), "asked to check: not today"),
    "an unknown key": (changed(also=1), "nothing else"),
    "a key twice": (make_bundle().replace(f'{{"version": {VERSION},', f'{{"version": {VERSION}, "version": {VERSION},'), "a key twice"),
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
    "the token": (with_file("/etc/infra/enrolment-token"), "may not write"),
    "its own first bundle": (with_file("/etc/infra/bundle.json"), "may not write"),
    "a directory of other names": (with_file("/etc/sysctl.d/99-other.conf"), "may not write"),
    "a path below a place for files": (with_file("/etc/infra/firewall/more/sets"), "may not write"),
    "a path that climbs out of a place": (with_file("/etc/infra/firewall/../../shadow"), "may not write"),
    "another's unit": (with_file("/etc/systemd/system/ssh.service"), "may not write"),
    "a drop-in of sshd's": (with_file("/etc/ssh/sshd_config.d/01-more.conf"), "may not write"),
    "a place's name and a newline": (with_file("/etc/infra/more.conf\n"), "may not write"),
    "nobody's key": (with_keys(""), "nobody could log in"),
    "a key with options": (with_keys('command="id" ' + KEY), "ed25519 keys"),
    "a key of another kind": (with_keys("ssh-rsa AAAA\n"), "ed25519 keys"),
    "a key without its line's end": (with_keys(KEY.strip()), "ed25519 keys"),
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

    def test_files_of_a_later_version_are_taken_read_and_removed_with_the_bundle_that_had_them(self) -> None:
        later = {"/etc/infra/later.json": "{}\n", "/etc/sysctl.d/60-infra-later.conf": "a = 1\n",
                 "/etc/modules-load.d/60-infra-later.conf": "later\n",
                 "/etc/systemd/system/infra-later.service": "[Unit]\n", "/etc/infra/firewall/later": "x\n", "/etc/ssh/infra_later": "x\n"}
        document = json.loads(make_bundle())
        document["files"] += [{"path": path, "mode": "0644", "content": content} for path, content in later.items()]
        for end in ("confirm", "rollback", "reboot", "superseded"):
            with self.subTest(end), NodeRoot() as node:
                node.first_boot()
                node.put("calls", "")
                pushed = node.run("push", "--confirm-within", "60", sent=json.dumps(document))
                self.assertIn("applied", pushed.stdout, pushed.stderr)
                for call in ("modprobe later\n", "60-infra-later.conf\n", "systemctl enable --quiet infra-later.service\n"):
                    self.assertIn(call, node.get("calls"))
                self.assertEqual([True] * 6, [node.has(path) for path in later])
                match end:
                    case "confirm":
                        self.assertEqual(0, node.run("confirm", hashlib.sha256(json.dumps(document).encode()).hexdigest()).returncode)
                        os.unlink(f"{node.root}/etc/infra/later.json")
                        self.assertEqual(["/etc/infra/later.json"], json.loads(node.run("status").stdout)["drift"])
                        self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)
                    case "rollback":
                        node.run("rollback")
                    case "reboot":
                        node.run("firewall")
                    case _:
                        self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)
                self.assertEqual([False] * 6, [node.has(path) for path in later])

    def test_push_through_a_symbolic_link_is_refused(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            os.rename(f"{node.root}/etc/chrony", f"{node.root}/elsewhere")
            os.symlink(f"{node.root}/elsewhere", f"{node.root}/etc/chrony")

            result = node.run("push", "--confirm-within", "60", sent=make_bundle({"minpoll 4": "minpoll 5"}))

            self.assertEqual(1, result.returncode)
            self.assertIn("symbolic link", result.stderr)

    def test_push_where_a_removed_file_is_behind_a_link_is_refused_and_nothing_behind_it_is_touched(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            more = with_file("/etc/modprobe.d/60-infra-more.conf")
            self.assertEqual(0, node.run("push", "--confirm-within", "60", sent=more).returncode)
            self.assertEqual(0, node.run("confirm", hashlib.sha256(more.encode()).hexdigest()).returncode)
            os.rename(f"{node.root}/etc/modprobe.d", f"{node.root}/elsewhere")
            os.symlink(f"{node.root}/elsewhere", f"{node.root}/etc/modprobe.d")

            result = node.run("push", "--confirm-within", "60", sent=make_bundle())

            self.assertEqual(1, result.returncode)
            self.assertIn("symbolic link", result.stderr)
            self.assertTrue(node.has("elsewhere/60-infra-more.conf"))
            self.assertFalse(node.has("var/lib/infra/pending.json"), "nothing was begun")

    def test_file_that_no_bundle_put_there_is_neither_overwritten_nor_removed(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            path = "/etc/sysctl.d/60-infra-mine.conf"
            os.makedirs(f"{node.root}/etc/sysctl.d", exist_ok=True)
            node.put(path[1:], "by hand\n")

            result = node.run("push", "--confirm-within", "60", sent=with_file(path))

            self.assertEqual((1, f"infra-apply: {path}: already there, and no bundle put it there; move it away, then push again\n"),
                             (result.returncode, result.stderr))
            other = make_bundle({"minpoll 4": "minpoll 5"})
            self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=other).stdout)
            self.assertIn("rolled back", node.run("rollback").stdout)
            self.assertEqual("by hand\n", node.get(path[1:]))
            # Moved away it is taken; and what comes there after a bundle has taken its own away is nobody's of ours again.
            os.unlink(node.root + path)
            self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=with_file(path)).stdout)
            self.assertIn("rolled back", node.run("rollback").stdout)
            self.assertFalse(node.has(path[1:]))
            node.put(path[1:], "by hand again\n")
            self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=other).stdout)
            self.assertEqual("by hand again\n", node.get(path[1:]))

    def test_directory_in_the_place_of_a_file_is_put_aside_whole_and_one_in_the_place_of_none_is_left(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            more = with_file("/etc/infra/more.conf")
            self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=more).stdout)
            for path in ("etc/infra/more.conf", "etc/chrony/chrony.conf"):
                os.unlink(f"{node.root}/{path}")
                os.makedirs(f"{node.root}/{path}/theirs")

            self.assertIn("rolled back", node.run("rollback").stdout)
            self.assertTrue(node.has("etc/infra/more.conf/theirs"))
            self.assertIn("server", node.get("etc/chrony/chrony.conf"))
            aside = [name for name in os.listdir(f"{node.root}/etc/chrony") if name != "chrony.conf"]
            self.assertEqual(1, len(aside))
            self.assertTrue(node.has(f"etc/chrony/{aside[0]}/theirs"))

    def test_unit_that_a_bundle_has_no_more_is_stopped_and_not_started_again(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            self.assertIn("applied", node.run("push", "--confirm-within", "60",
                                              sent=with_file("/etc/systemd/system/infra-more.service")).stdout)
            node.put("calls", "")

            self.assertIn("rolled back", node.run("rollback").stdout)
            self.assertIn("systemctl disable --now --quiet infra-more.service\n", node.get("calls"))
            self.assertFalse(node.has("etc/systemd/system/infra-more.service"))

    def test_list_of_what_was_put_there_that_is_damaged_stops_nothing(self) -> None:
        for spoil in ("garbage", "a directory", "gone"):
            with self.subTest(spoil), NodeRoot() as node:
                node.first_boot()
                at = f"{node.root}/var/lib/infra/files"
                os.unlink(at)
                if spoil == "garbage":
                    node.put("var/lib/infra/files", "\0/etc/shadow \n/etc/passwd\n")
                elif spoil == "a directory":
                    os.makedirs(f"{at}/x")
                node.put("etc/passwd", "theirs\n")

                self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=make_bundle({"minpoll 4": "minpoll 5"})).stdout)
                self.assertIn("rolled back", node.run("rollback").stdout)
                self.assertTrue(node.has("etc/passwd"), "what no bundle may write, none removes")

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
