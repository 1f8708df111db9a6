"""Our chains decide only when nothing is asked before them: each jump is the first rule of its chain, on both back ends."""
from __future__ import annotations

import json
import subprocess
import threading
import unittest

from node_root import NodeRoot, make_bundle
from test_change import digest

HOOKS = ("INPUT", "FORWARD", "OUTPUT")
# What another program or a hand does to a built-in chain; {} is the hook.
CHANGES = {
    "an accept before": ["-I {} 1 -j ACCEPT"],
    "an accept before, for one port": ["-I {} 1 -p tcp --dport 5432 -j ACCEPT"],
    "the jump last": ["-D {0} -j INFRA-{0}", "-A {} -j ACCEPT", "-A {0} -j INFRA-{0}"],
    "the jump twice": ["-A {0} -j INFRA-{0}"],
    "the jump first and last, an accept before": ["-A {0} -j INFRA-{0}", "-I {} 1 -j ACCEPT"],
    "the jump gone": ["-D {0} -j INFRA-{0}"],
    "the jump for one interface alone": ["-D {0} -j INFRA-{0}", "-A {0} -m mark --mark 7 -j INFRA-{0}"],
}


class JumpTests(unittest.TestCase):
    def chain(self, node: NodeRoot, tool: str, hook: str) -> list[str]:
        return subprocess.run([node.tool(tool), "-S", hook], capture_output=True, text=True, check=True).stdout.splitlines()[1:]

    def status(self, node: NodeRoot) -> dict[str, object]:
        return json.loads(node.run("status").stdout)

    def test_whatever_is_before_the_jump_is_drift_and_a_load_puts_the_jump_first(self) -> None:
        for back_end in ("nft", "legacy"):
            with NodeRoot(back_end) as node:
                self.assertEqual(0, node.first_boot().returncode)
                for tool in ("iptables", "ip6tables"):
                    for hook in HOOKS:
                        # Everything once with each back end, the commonest everywhere.
                        everything = (tool, hook) == ("iptables", "INPUT")
                        for what, change in CHANGES.items() if everything else [("an accept before", CHANGES["an accept before"])]:
                            with self.subTest(what, back_end=back_end, tool=tool, hook=hook):
                                self.assertEqual((True, ""), (self.status(node)["firewall"], self.status(node)["firewallDrift"]))
                                for rule in change:
                                    subprocess.run([node.tool(tool), *rule.format(hook).split()], check=True)
                                others = [rule for rule in self.chain(node, tool, hook) if rule != f"-A {hook} -j INFRA-{hook}"]

                                status = self.status(node)
                                self.assertFalse(status["firewall"])
                                self.assertEqual(f"{tool}: the jump is not the first rule of {hook}, once", status["firewallDrift"])
                                self.assertEqual(0, node.run("firewall").returncode)
                                self.assertEqual([f"-A {hook} -j INFRA-{hook}", *others], self.chain(node, tool, hook))
                                subprocess.run([node.tool(tool), "-F", hook], check=True)
                                self.assertEqual(0, node.run("firewall").returncode)

    def test_push_of_what_is_confirmed_puts_the_jump_first(self) -> None:
        for back_end in ("nft", "legacy"):
            with self.subTest(back_end), NodeRoot(back_end) as node:
                node.first_boot()
                subprocess.run([node.tool("iptables"), "-I", "INPUT", "1", "-j", "ACCEPT"], check=True)

                self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)
                self.assertEqual(["-A INPUT -j INFRA-INPUT", "-A INPUT -j ACCEPT"], self.chain(node, "iptables", "INPUT"))
                self.assertEqual(0, node.run("confirm", digest(make_bundle())).returncode)
                self.assertIn("unchanged", node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)

    def test_lockdown_puts_its_jumps_first_too(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            subprocess.run(["iptables", "-I", "INPUT", "1", "-j", "ACCEPT"], check=True)
            node.put("etc/infra/firewall/sets", "nonsense\n")

            self.assertEqual(1, node.run("firewall").returncode)
            self.assertEqual(["-A INPUT -j INFRA-INPUT", "-A INPUT -j ACCEPT"], self.chain(node, "iptables", "INPUT"))

    def test_jump_that_moves_is_never_absent(self) -> None:
        for back_end in ("nft", "legacy"):
            with self.subTest(back_end), NodeRoot(back_end) as node:
                node.first_boot()
                done, seen = threading.Event(), []

                def watch() -> None:
                    while not done.is_set():
                        seen.append("-A INPUT -j INFRA-INPUT" in self.chain(node, "iptables", "INPUT"))

                watcher = threading.Thread(target=watch)
                watcher.start()
                for _ in range(3):
                    subprocess.run([node.tool("iptables"), "-I", "INPUT", "1", "-j", "ACCEPT"], check=True)
                    self.assertEqual(0, node.run("firewall").returncode)
                done.set()
                watcher.join()
                self.assertGreater(len(seen), 10)
                self.assertTrue(all(seen))

    def test_chain_that_changes_during_a_load_is_looked_at_again(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            subprocess.run(["iptables", "-I", "INPUT", "1", "-j", "ACCEPT"], check=True)
            # Once, between the listing and the load, somebody takes the jump away: the load cannot delete it then.
            node.put("bin/iptables-restore", '#!/bin/sh\n[ -e "$INFRA_ROOT/once" ] || { touch "$INFRA_ROOT/once"; /usr/sbin/iptables -D '
                                             'INPUT -j INFRA-INPUT; }\n'
                                             'exec /usr/sbin/iptables-restore "$@"\n')
            node.make_executable("bin/iptables-restore")

            result = node.run("firewall")

            self.assertEqual(0, result.returncode, result.stderr)
            self.assertEqual(["-A INPUT -j INFRA-INPUT", "-A INPUT -j ACCEPT"], self.chain(node, "iptables", "INPUT"))


if __name__ == "__main__":
    unittest.main()
