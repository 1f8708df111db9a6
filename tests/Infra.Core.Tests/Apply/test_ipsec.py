"""IPsec on a node: the key that is made there, the interface, and the order in which one kind of mesh becomes the other."""
from __future__ import annotations

import json
import os
import subprocess
import unittest

from node_root import PYTHON, NodeRoot, make_bundle

KEY = "PublicKey = " + "A" * 43 + "="
PEER = f"\n[Peer]\n# orders-db-2\n{KEY}\nAllowedIPs = fd42:0:0:ffff::2/128\nEndpoint = 10.77.2.4:4501\n"
CONNECTIONS = "connections {\n    orders-db-2 {\n    }\n}\n"


def link(sends: bool, peers: tuple[str, ...] = ("orders-db-2",)) -> str:
    return json.dumps({"local": "10.77.0.4", "address": "fd42:0:0:ffff::1", "mtuBytes": 1416, "sends": sends,
                       "peers": {name: {"address": f"fd42:0:0:ffff::{name[-1]}", "at": f"10.77.2.{name[-1]}"} for name in peers}})


def bundle(wireguard: bool, ipsec: bool, sends: bool = False) -> str:
    made = make_bundle()
    document = json.loads(made)
    for file in document["files"]:
        if file["path"] == "/etc/infra/wg0.conf":
            file["content"] = file["content"].partition("\n[Peer]")[0] + (PEER if wireguard else "")
    if not wireguard:
        document["files"] = [file for file in document["files"] if file["path"] != "/etc/infra/wg0.conf"]
    if ipsec:
        for path, content in (("/etc/infra/ipsec.json", link(sends)), ("/etc/swanctl/conf.d/infra.conf", CONNECTIONS),
                              ("/etc/swanctl/pubkey/infra-orders-db-2.pem", "public\n"), ("/etc/strongswan.d/infra.conf", "x\n")):
            document["files"].append({"path": path, "mode": "0644", "content": content})
    return json.dumps(document)


def call(node: NodeRoot, code: str) -> subprocess.CompletedProcess[str]:
    """Runs code among the node's program's own functions, as a later program's modules run on it."""
    begin = (f"import sys; sys.argv = [{node.program!r}]; sys.path.insert(0, {node.root!r} + '/usr/local/lib/infra')\n"
             "from ipsec import *\nfrom bundle import Bundle\n")
    return subprocess.run([*PYTHON, "-c", begin + code], text=True, capture_output=True, check=False, timeout=60,
                          env={"INFRA_ROOT": node.root})


class StepTests(unittest.TestCase):
    """Which kind of mesh may follow which: each node can talk to its peers whether they have changed or not."""

    ORDER = (bundle(True, False), bundle(True, True), bundle(True, True, sends=True), bundle(False, True, sends=True))

    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        # strongSwan has a session, so that nothing but the order decides.
        self.node.hook('[ "$me $1" != "swanctl --list-sas" ] || echo "orders-db-2: #1, ESTABLISHED, IKEv2, a_i* b_r"')

    def step(self, before: str, after: str) -> subprocess.CompletedProcess[str]:
        self.node.put("before", before)
        self.node.put("after", after)
        return call(self.node, f"require_step(*(Bundle(open({self.node.root!r} + name, 'rb').read()) for name in ('/before', '/after')))")

    def test_one_step_in_either_direction_is_taken_and_none_skipped(self) -> None:
        for one, before in enumerate(self.ORDER):
            for other, after in enumerate(self.ORDER):
                with self.subTest(f"{one} to {other}"):
                    result = self.step(before, after)
                    self.assertEqual(abs(one - other) < 2, result.returncode == 0, result.stderr)
                    if abs(one - other) > 1:
                        sent = ("wireguard", "ipsec")[one > 1]
                        self.assertIn(f"the mesh goes from {sent} to ", result.stderr)
                        self.assertIn(f"'mesh: {sent}+", result.stderr)

    def test_a_node_without_peers_may_have_any(self) -> None:
        first = make_bundle().replace("[Peer]", "[None]")
        for after in self.ORDER:
            self.assertEqual(0, self.step(first, after).returncode)

    def test_a_peer_that_answers_through_wireguard_alone_stops_the_step(self) -> None:
        self.node.hook(f'[ "$me $1" != "wg show" ] || printf "{KEY[12:]}\\t$(date +%s)\\n"')
        result = self.step(self.ORDER[1], self.ORDER[2])
        self.assertIn("orders-db-2 answers through WireGuard and not through IPsec: is 500/udp or 4500/udp closed", result.stderr)
        self.assertIn("swanctl --initiate --timeout 20 --ike orders-db-2 --child mesh", self.node.get("calls"))

    def test_peers_are_asked_at_once_and_all_that_are_silent_are_named(self) -> None:
        key = "PublicKey = " + "B" * 43 + "="
        before, after = json.loads(self.ORDER[1]), json.loads(self.ORDER[2])
        for sends, document in enumerate((before, after)):
            for file in document["files"]:
                if file["path"] == "/etc/infra/wg0.conf":
                    file["content"] += PEER.replace(KEY, key).replace("orders-db-2", "orders-db-3")
                if file["path"] == "/etc/infra/ipsec.json":
                    file["content"] = link(bool(sends), ("orders-db-2", "orders-db-3"))
        # Each waits for the other to be asked: one after another neither would come back in time.
        self.node.hook(f'''if [ "$me $1" = "wg show" ]; then printf "{KEY[12:]}\\t$(date +%s)\\n{key[12:]}\\t$(date +%s)\\n"; fi
            if [ "$me $1" = "swanctl --list-sas" ]; then exit 0; fi
            if [ "$me $1" = "swanctl --initiate" ]; then
                for try in $(seq 100); do
                    [ "$(grep -c -e --initiate "$INFRA_ROOT/calls")" = 2 ] && exit 1
                    sleep 0.1
                done
                echo AUTHENTICATION_FAILED
            fi''')
        result = self.step(json.dumps(before), json.dumps(after))
        self.assertIn("orders-db-2, orders-db-3 answer through WireGuard and not through IPsec: is 500/udp", result.stderr)

    def test_a_peer_that_rejects_the_key_is_told_apart_from_a_closed_port(self) -> None:
        self.node.hook(f'''[ "$me $1" != "wg show" ] || printf "{KEY[12:]}\\t$(date +%s)\\n"
            [ "$me $1" != "swanctl --initiate" ] || {{ echo "[IKE] received AUTHENTICATION_FAILED notify error"; exit 1; }}''')
        result = self.step(self.ORDER[1], self.ORDER[2])
        self.assertIn("one of the two rejects the other's key, see journalctl -u strongswan. Nothing has changed", result.stderr)
        self.assertNotIn("closed", result.stderr)

    def test_a_peer_that_wireguard_has_not_heard_of_either_stops_nothing(self) -> None:
        self.node.hook(f'[ "$me $1" != "wg show" ] || printf "{KEY[12:]}\\t0\\n"')
        self.assertEqual(0, self.step(self.ORDER[1], self.ORDER[2]).returncode)


class PushTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        result = self.node.first_boot()
        self.assertEqual(0, result.returncode, result.stderr)

    def test_without_a_key_nothing_changes(self) -> None:
        before = self.node.files()
        result = self.node.push(bundle(True, True))
        self.assertEqual(1, result.returncode)
        self.assertIn("there is no key for IPsec on this node", result.stderr)
        self.assertEqual(before, self.node.files())

    def test_files_elsewhere_in_strongswans_directories_are_refused(self) -> None:
        for path in ("/etc/swanctl/private/infra-x.pem", "/etc/swanctl/pubkey/infra.pem", "/etc/swanctl/conf.d/other.conf",
                     "/etc/swanctl/swanctl.conf", "/etc/strongswan.d/charon.conf"):
            result = self.node.push(make_bundle(more={path: "x"}))
            self.assertIn(f"a bundle may not write '{path}'", result.stderr)


class LinkTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())

    def loaded(self, text: str) -> list[str]:
        self.node.put("calls", "")
        result = call(self.node, f"load_link(link_of({text.encode()!r}))")
        self.assertEqual(0, result.returncode, result.stderr)
        return self.node.get("calls").splitlines()

    def test_a_node_that_only_accepts_sends_nothing_through_it(self) -> None:
        self.assertFalse([call for call in self.loaded(link(False)) if "route replace" in call])
        self.assertIn("ip -6 route replace fd42:0:0:ffff::2 dev ipsec2 src fd42:0:0:ffff::1", self.loaded(link(True)))

    def test_each_peer_has_an_interface_of_its_own(self) -> None:
        calls = self.loaded(link(True, ("orders-db-2", "orders-db-3")))
        for number in (2, 3):
            self.assertIn(f"ip link add ipsec{number} type sit local 10.77.0.4 remote 10.77.2.{number} nopmtudisc", calls)
            self.assertIn(f"ip -6 route replace fd42:0:0:ffff::{number} dev ipsec{number} src fd42:0:0:ffff::1", calls)
        self.assertFalse([call for call in calls if "route replace" in call and "dev ipsec0" in call])

    def test_an_interface_that_is_as_it_must_be_stays_and_another_goes(self) -> None:
        self.node.hook('[ "$me $3 $4" != "ip link show" ] || printf "%s: %s@NONE: <NOARP> mtu 1416 sit ip6ip remote %s local %s ttl 0\\n" '
                       "4 ipsec0 any 10.77.0.4 5 ipsec2 10.77.2.2 10.77.0.4 6 ipsec3 10.77.9.9 10.77.0.4 7 ipsec4 10.77.2.4 10.77.0.4 "
                       "8 other 10.77.2.4 10.77.0.4")
        calls = self.loaded(link(True, ("orders-db-2", "orders-db-3")))
        self.assertEqual(["ip link delete dev ipsec3", "ip link delete dev ipsec4"], [call for call in calls if "delete dev" in call])
        added = [call for call in calls if " add " in call]
        self.assertEqual(["ip link add ipsec3 type sit local 10.77.0.4 remote 10.77.2.3 nopmtudisc"], added)

    def test_a_node_that_no_longer_sends_has_no_routes(self) -> None:
        self.node.hook('[ "$me $2 $3" != "ip route show" ] || printf "fd42:0:0:ffff::2 dev ipsec2 src x metric 1024\\n'
                       'fd42:0:0:ffff::1 dev ipsec0 proto kernel metric 256\\n"')
        deleted = [call for call in self.loaded(link(False)) if "route delete" in call]
        self.assertEqual(["ip -6 route delete fd42:0:0:ffff::2 dev ipsec2"], deleted)
        self.assertFalse([call for call in self.loaded(link(True)) if "route delete" in call])

    def test_settings_of_another_form_are_refused(self) -> None:
        for text in ("{}", "[]", "null", "x", link(True).replace("1416", '"1416"'), link(True).replace('"at"', '"to"')):
            said = call(self.node, f"link_of({text.encode()!r})").stderr
            self.assertIn("/etc/infra/ipsec.json is not what this program understands", said)

    def policies(self, *changed: str) -> list[str]:
        os.makedirs(f"{self.node.root}/etc/swanctl/conf.d", exist_ok=True)
        self.node.put("etc/swanctl/conf.d/infra.conf", CONNECTIONS)
        self.node.put("calls", "")
        self.node.hook('[ "$me $1" != "swanctl --list-sas" ] || printf "orders-db-%s: #1, ESTABLISHED, IKEv2, a_i* b_r\\n" 2 3')
        result = call(self.node, f"load_policies({set(changed)!r})")
        self.assertEqual(0, result.returncode, result.stderr)
        return [line for line in self.node.get("calls").splitlines() if "terminate" in line or "systemctl" in line]

    def test_sessions_end_with_peers_that_are_gone_or_have_another_key(self) -> None:
        reload, gone = "systemctl reload-or-restart strongswan.service", "swanctl --terminate --force --ike orders-db-"
        self.assertEqual(["systemctl enable --quiet strongswan.service", reload, f"{gone}3"], self.policies())
        self.assertEqual([f"{gone}2", f"{gone}3"], self.policies("/etc/swanctl/pubkey/infra-orders-db-2.pem")[2:])

    def test_strongswan_starts_again_only_for_settings_that_it_reads_at_its_start(self) -> None:
        self.assertIn("systemctl restart strongswan.service", self.policies("/etc/strongswan.d/infra.conf"))


    def test_strongswan_that_a_cut_off_run_left_running_is_stopped(self) -> None:
        for state, key, stopped in ((0, True, True), (3, True, False), (0, False, False)):
            with self.subTest(f"{state} {key}"):
                os.makedirs(f"{self.node.root}/etc/swanctl/private", exist_ok=True)
                self.node.put("etc/swanctl/private/infra.pem", "x")
                if not key:
                    os.unlink(f"{self.node.root}/etc/swanctl/private/infra.pem")
                self.node.put("calls", "")
                self.node.hook(f'[ "$me $1" != "systemctl is-active" ] || exit {state}')
                self.assertEqual(0, call(self.node, "load_policies(set())").returncode)
                self.assertEqual(stopped, "systemctl disable --now --quiet strongswan.service" in self.node.get("calls"))


class KeyTests(unittest.TestCase):
    """With the real ssh-keygen: a key that strongSwan reads, made once."""

    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        os.unlink(f"{self.node.root}/bin/ssh-keygen")
        for package in ("charon-systemd", "libstrongswan-standard-plugins", "strongswan-swanctl"):
            self.node.put(f"installed/{package}", "")
        for directory in ("private", "pubkey"):
            os.makedirs(f"{self.node.root}/etc/swanctl/{directory}")

    def test_key_is_made_once_and_only_its_public_half_is_told(self) -> None:
        first, again = (self.node.send("ipsec-key.py") for _ in range(2))
        self.assertEqual((0, ""), (first.returncode, first.stderr))
        self.assertEqual(first.stdout, again.stdout)
        self.assertRegex(first.stdout, r"\AMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE[A-Za-z0-9+/]{128}\n\Z")
        private = f"{self.node.root}/etc/swanctl/private/infra.pem"
        self.assertTrue(self.node.get("etc/swanctl/private/infra.pem").startswith("-----BEGIN EC PRIVATE KEY-----\n"))
        self.assertEqual(0o600, os.stat(private).st_mode & 0o777)
        self.assertEqual(["infra.pem"], os.listdir(os.path.dirname(private)))
        self.assertEqual(first.stdout.strip(), "".join(self.node.get("etc/swanctl/pubkey/infra.pem").splitlines()[1:-1]))

    def test_key_that_a_power_cut_left_empty_is_made_again(self) -> None:
        self.node.put("etc/swanctl/private/infra.pem", "")
        made = self.node.send("ipsec-key.py")
        self.assertEqual((0, ""), (made.returncode, made.stderr))
        self.assertEqual(made.stdout, self.node.send("ipsec-key.py").stdout)

    def test_disk_that_is_full_leaves_no_part_of_a_key(self) -> None:
        # Nothing can be written there: as on a full disk.
        self.node.put("bin/ssh-keygen", "#!/bin/sh\necho 'Saving key failed: No space left on device' >&2; exit 1\n")
        os.chmod(f"{self.node.root}/bin/ssh-keygen", 0o755)
        self.node.put("etc/swanctl/private/infra.pem.new", "a part")
        failed = self.node.send("ipsec-key.py")
        self.assertEqual((1, ""), (failed.returncode, failed.stdout))
        self.assertIn("No space left on device", failed.stderr)
        self.assertFalse(self.node.has("etc/swanctl/private/infra.pem"))
        os.unlink(f"{self.node.root}/bin/ssh-keygen")
        self.assertEqual(0, self.node.send("ipsec-key.py").returncode)

    def test_packages_that_cannot_be_installed_are_named_with_the_reason(self) -> None:
        os.unlink(f"{self.node.root}/installed/strongswan-swanctl")
        self.node.hook('[ "$me" != apt-get ] || { echo "E: no mirror" >&2; exit 100; }')
        result = self.node.send("ipsec-key.py")
        self.assertEqual(1, result.returncode)
        self.assertIn("IPsec requires the packages strongswan-swanctl, which cannot be installed: apt-get -q failed (100): E: no mirror",
                      result.stderr)
        self.assertFalse(self.node.has("etc/swanctl/private/infra.pem"))


if __name__ == "__main__":
    unittest.main()
