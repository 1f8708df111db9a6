"""Nothing decides before or beside our rules unseen: others' rules in other tables, others' chains in nftables; a load removes them."""
from __future__ import annotations

import json
import os
import subprocess
import unittest

from node_root import NodeRoot, make_bundle
from test_change import OTHER, digest

# What lets packets past the filter, or past its eyes: {0} is iptables or ip6tables, {1} the back end.
RULES = (
    ("nat", "PREROUTING -p tcp -m tcp --dport 12802 -j REDIRECT --to-ports 22"),
    ("nat", "OUTPUT -p tcp -m tcp --dport 1 -j REDIRECT --to-ports 443"),
    ("nat", "POSTROUTING -j MASQUERADE"),
    ("raw", "PREROUTING -p tcp -m tcp --dport 22 -j CT --notrack"),
    ("raw", "OUTPUT -j ACCEPT"),
    ("mangle", "PREROUTING -p udp -j MARK --set-xmark 0x1/0xffffffff"),
    ("mangle", "FORWARD -j ACCEPT"),
)
NFT = {
    "inet": "table inet mine { chain sly { type filter hook prerouting priority -400; tcp dport 12802 tcp dport set 22; }; }",
    "ip": "table ip mine { chain sly { type nat hook prerouting priority -100; tcp dport 12802 redirect to :22; }; }",
    "ip6": "table ip6 mine { chain sly { type filter hook input priority 0; accept; }; }",
    "netdev": "table netdev mine { chain sly { type filter hook ingress device lo priority 0; accept; }; }",
    "bridge": "table bridge mine { chain sly { type filter hook input priority 0; accept; }; }",
}


def nft(text: str) -> None:
    subprocess.run(["nft", "-f", "-"], input=text, text=True, check=True)


class BesideTests(unittest.TestCase):
    def status(self, node: NodeRoot) -> tuple[bool, str]:
        status = json.loads(node.run("status").stdout)
        return status["firewall"], status["firewallDrift"]

    def saved(self, tool: str, back_end: str, table: str) -> list[str]:
        said = subprocess.run([f"{tool}-{back_end}", "-t", table, "-S"], capture_output=True, text=True, check=True).stdout
        return [line for line in said.splitlines() if line.startswith("-A")]

    def test_rules_of_others_in_any_table_are_drift_and_a_load_takes_them_out(self) -> None:
        for ours in ("nft", "legacy"):
            with NodeRoot(ours) as node:
                self.assertEqual(0, node.first_boot().returncode)
                for theirs in ("nft", "legacy"):
                    for tool in ("iptables", "ip6tables"):
                        for table, rule in RULES:
                            with self.subTest(rule, ours=ours, theirs=theirs, tool=tool, table=table):
                                self.assertEqual((True, ""), self.status(node))
                                before = self.saved(tool, theirs, table)
                                subprocess.run([f"{tool}-{theirs}", "-t", table, "-A", *rule.split()], check=True)

                                self.assertEqual((False, f"{tool}: {table} has another's rule: -A {rule}"), self.status(node))
                                self.assertEqual(0, node.run("firewall").returncode)
                                self.assertEqual(before, self.saved(tool, theirs, table))
                                if not table == "nat":
                                    break

    def test_push_of_what_is_confirmed_is_not_unchanged_and_leaves_ours_alone(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            subprocess.run(["iptables", "-t", "nat", "-A", "PREROUTING", "-p", "tcp", "--dport", "12802", "-j", "REDIRECT", "--to-ports",
                            "22"], check=True)

            self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)
            self.assertEqual([], self.saved("iptables", "nft", "nat"))
            self.assertEqual(0, node.run("confirm", digest(make_bundle())).returncode)
            self.assertIn("unchanged", node.run("push", "--confirm-within", "60", sent=make_bundle()).stdout)

    def test_chains_of_others_in_nftables_are_drift_and_go_with_a_load_where_there_is_nft(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            for family, text in NFT.items():
                with self.subTest(family):
                    self.assertEqual((True, ""), self.status(node))
                    nft(text)

                    self.assertEqual((False, f"nftables: another's chain: {family} mine sly"), self.status(node))
                    refused = node.run("push", "--confirm-within", "60", sent=OTHER)
                    self.assertEqual(1, refused.returncode, "the pretended nft removes nothing")
                    self.assertIn(f"the filter cannot be made what it should be: nftables: another's chain: {family} mine sly; the state "
                                  "before is back", refused.stderr)
                    os.unlink(f"{node.root}/bin/nft")
                    self.assertIn("applied", node.run("push", "--confirm-within", "60", sent=OTHER).stdout)
                    self.assertIn("rolled back", node.run("rollback").stdout)
                    self.assertEqual((True, ""), self.status(node))
                    os.symlink("/usr/bin/true", f"{node.root}/bin/nft")

    def test_boot_with_what_cannot_be_removed_has_the_filter_and_fails(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            nft(NFT["inet"])
            self.addCleanup(subprocess.run, ["nft", "delete", "table", "inet", "mine"], check=True)

            booted = node.run("firewall")
            self.assertEqual((1, True), (booted.returncode, "inet mine sly" in booted.stderr))
            self.assertIn("-A INPUT -j INFRA-INPUT", subprocess.run(["iptables", "-S"], capture_output=True, text=True, check=True).stdout)

    def test_chain_in_a_table_of_iptables_is_seen_whatever_its_name(self) -> None:
        for text in ("table ip filter { chain SLY { type filter hook input priority -1; accept; }; }",
                     "table ip raw { chain INPUT { type filter hook input priority -300; accept; }; }",
                     "table ip6 nat { chain sly { type nat hook output priority -100; redirect; }; }"):
            with self.subTest(text), NodeRoot() as node:
                node.first_boot()
                nft(text)

                self.assertFalse(self.status(node)[0])
                self.assertEqual(1, node.run("push", "--confirm-within", "60", sent=OTHER).returncode)
                subprocess.run(["nft", "flush", "ruleset"], check=True)

    def test_what_can_only_refuse_more_or_does_nothing_is_no_drift(self) -> None:
        with NodeRoot() as node:
            node.first_boot()
            for command in ("iptables -A INPUT -j ACCEPT", "iptables -N THEIRS", "iptables -t nat -N THEIRS", "iptables -t mangle -L",
                            "iptables -t security -A OUTPUT -d 168.63.129.16 -p tcp -j DROP", "ip6tables-legacy -L",
                            "nft add table inet empty"):
                subprocess.run(command.split(), check=True, capture_output=True)
                self.assertEqual((True, ""), self.status(node), command)
            subprocess.run(["iptables", "-t", "security", "-F"], check=True)

    def test_table_that_the_bundle_has_beside_filter_is_compared_with_it(self) -> None:
        raw = ("*raw\\n:INFRA-PREROUTING - [0:0]\\n-A INFRA-PREROUTING -p udp -m udp --dport 4501 -j CT --notrack\\nCOMMIT\\n")
        with NodeRoot() as node:
            document = json.loads(make_bundle())
            for file in document["files"]:
                if file["path"].endswith("raw-v4"):
                    file["content"] = raw.replace("\\n", "\n")
            bundle = json.dumps(document)
            self.assertEqual(0, node.first_boot(bundle).returncode)
            mine = ["-A PREROUTING -j INFRA-PREROUTING", "-A INFRA-PREROUTING -p udp -m udp --dport 4501 -j CT --notrack"]
            self.assertEqual(mine, self.saved("iptables", "nft", "raw"))
            for change, said in ((["-F", "INFRA-PREROUTING"], "other rules in INFRA-PREROUTING"),
                                 (["-I", "PREROUTING", "-j", "ACCEPT"], "not the first rule of PREROUTING"),
                                 (["-A", "PREROUTING", "-j", "ACCEPT"], "raw has another's rule"),
                                 (["-A", "OUTPUT", "-j", "ACCEPT"], "raw has another's rule")):
                with self.subTest(said):
                    self.assertEqual((True, ""), self.status(node))
                    subprocess.run(["iptables", "-t", "raw", *change], check=True)

                    self.assertIn(said, self.status(node)[1])
                    self.assertEqual(0, node.run("firewall").returncode)
                    self.assertEqual(mine, self.saved("iptables", "nft", "raw"))
            subprocess.run(["iptables", "-t", "raw", "-F"], check=True)
            subprocess.run(["iptables", "-t", "raw", "-X"], check=True)

    def test_bundle_without_raw_takes_it_out_of_the_kernel(self) -> None:
        document = json.loads(make_bundle())
        document["files"] = [file for file in document["files"] if "/raw-" not in file["path"]]
        without = json.dumps(document)
        for back_end in ("nft", "legacy"):
            with self.subTest(back_end), NodeRoot(back_end) as node:
                self.assertEqual(0, node.first_boot(without).returncode)
                self.assertEqual([], self.saved("iptables", back_end, "raw"))
                self.assertEqual(0, node.run("push", "--confirm-within", "60", sent=make_bundle()).returncode)
                self.assertEqual("-A PREROUTING -j INFRA-PREROUTING", self.saved("iptables", back_end, "raw")[0])
                self.assertEqual((True, ""), self.status(node))

                self.assertEqual(0, node.run("rollback").returncode)
                self.assertNotIn("-A PREROUTING -j INFRA-PREROUTING", self.saved("iptables", back_end, "raw"))
                self.assertEqual((True, ""), self.status(node))


if __name__ == "__main__":
    unittest.main()
