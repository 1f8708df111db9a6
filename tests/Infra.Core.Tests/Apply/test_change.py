"""The path of a change: applied, confirmed or undone, whatever happens on the way. The packet filter is the real one."""
from __future__ import annotations

import glob
import hashlib
import json
import os
import shutil
import subprocess
import time
import unittest

from node_root import REPOSITORY, NodeRoot, make_bundle

OTHER = make_bundle({"10.7.0.0/16": "10.8.0.0/16", "minpoll 4": "minpoll 5"})
THIRD = make_bundle({"12000,12001": "12000,12002", "MTU = 1420": "MTU = 1400"})


def digest(bundle: str) -> str:
    return hashlib.sha256(bundle.encode()).hexdigest()


def kernel() -> str:
    """The filter as it is in effect: sets and chains, without counters."""
    sets = subprocess.run(["ipset", "save"], capture_output=True, text=True, check=True).stdout
    rules = [subprocess.run([tool, "-S"], capture_output=True, text=True, check=True).stdout for tool in ("iptables", "ip6tables")]
    return "\n".join([*sorted(line for line in sets.splitlines() if line.startswith("add ")), *rules])


class ChangeTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        result = self.node.first_boot()
        self.assertEqual(0, result.returncode, result.stderr)

    def push(self, bundle: str, seconds: int = 60) -> subprocess.CompletedProcess[str]:
        return self.node.run("push", "--confirm-within", str(seconds), sent=bundle)

    def state(self) -> tuple[str, str | None]:
        status = json.loads(self.node.run("status").stdout)
        self.assertTrue(status["firewall"], "the filter on the disk is the one in effect")
        return status["hash"], status["pending"]

    def test_first_boot_goes_through_its_stages_and_a_second_call_does_nothing(self) -> None:
        lines = self.node.get("dev/console").splitlines()

        self.assertEqual([f"infra-stage: orders-db-1 {stage}" for stage in
                          ("firewall", "identity", "volumes", "mesh", "ssh", "ready")], lines)
        calls = self.node.get("calls")
        self.assertIn("done", self.node.first_boot(OTHER).stderr)
        self.assertEqual(calls, self.node.get("calls"))

    def test_first_boot_that_was_cut_off_anywhere_is_ended_by_the_next_one(self) -> None:
        for victim in ("systemctl mask", "wg genkey", "wg syncconf", "systemctl daemon-reload", "systemctl reload-or-restart"):
            with self.subTest(victim), NodeRoot() as node:
                node.hook(f'case "$me $*" in "{victim}"*) kill -9 "$PPID";; esac')
                self.assertEqual(-9, node.first_boot().returncode)
                self.assertIsNone(json.loads(node.run("status").stdout)["hash"])
                self.assertTrue(node.has("var/lib/infra/node"), "what the script of later boots looks for")
                node.hook("")

                self.assertEqual(0, node.run("first-boot").returncode)
                self.assertEqual("infra-stage: orders-db-1 ready", node.get("dev/console").splitlines()[-1])
                self.assertEqual(digest(make_bundle()), json.loads(node.run("status").stdout)["hash"])

    def test_push_then_confirm_keeps_it_and_spends_the_token(self) -> None:
        result = self.push(OTHER, 45)

        self.assertEqual(f"applied {digest(OTHER)}, confirm within 45s\n", result.stdout, result.stderr)
        self.assertIn("10.8.0.0/16", kernel())
        self.assertEqual((digest(make_bundle()), digest(OTHER)), self.state())
        self.assertTrue(self.node.has("etc/infra/enrolment-token"))
        self.assertEqual(f"confirmed {digest(OTHER)}\n", self.node.run("confirm", digest(OTHER)).stdout)
        self.assertEqual((digest(OTHER), None), self.state())
        self.assertFalse(self.node.has("etc/infra/enrolment-token"))
        self.assertEqual(f"confirmed {digest(OTHER)}\n", self.node.run("confirm", digest(OTHER)).stdout, "again is the same")

    def test_push_of_what_is_in_effect_says_unchanged_and_calls_nothing(self) -> None:
        calls, before = self.node.get("calls"), kernel()

        self.assertEqual(f"unchanged {digest(make_bundle())}\n", self.push(make_bundle()).stdout)
        self.assertEqual(calls, self.node.get("calls"))
        self.assertEqual(before, kernel())

    def test_push_after_someone_changed_the_filter_by_hand_puts_it_back(self) -> None:
        before = kernel()
        subprocess.run(["iptables", "-D", "INPUT", "-j", "INFRA-INPUT"], check=True)

        self.assertIn("applied", self.push(make_bundle()).stdout)
        self.assertEqual(before, kernel())

    def test_push_reloads_only_what_changed(self) -> None:
        self.node.put("calls", "")
        self.push(make_bundle({"10.7.0.0/16": "10.8.0.0/16"}))
        calls = self.node.get("calls")

        self.assertEqual(1, calls.count("wg syncconf"), "in the rehearsal, which is in another network")
        self.assertNotIn("systemctl", calls)
        self.assertNotIn("sysctl", calls)

    def test_filter_changed_by_hand_is_seen_by_status_and_put_back_by_a_push(self) -> None:
        before = kernel()
        for change in ("ipset flush infra-management-4", "ipset add infra-management-4 0.0.0.0/1",
                       "ipset del infra-from-ae7a82ed-6 2001:db8:7::/48",
                       "iptables -D INFRA-INPUT 1", "ip6tables -I INFRA-INPUT -j ACCEPT",
                       "iptables -R INFRA-INPUT 3 -j ACCEPT", "iptables -D FORWARD -j INFRA-FORWARD"):
            with self.subTest(change):
                self.state()
                subprocess.run(change.split(), check=True)

                self.assertFalse(json.loads(self.node.run("status").stdout)["firewall"])
                self.assertIn("applied", self.push(make_bundle()).stdout)
                self.assertEqual(before, kernel())
                self.assertEqual(0, self.node.run("confirm", digest(make_bundle())).returncode)

    def test_every_baseline_is_in_effect_once_it_is_loaded(self) -> None:
        cases = sorted(glob.glob(f"{REPOSITORY}/tests/baselines/node-filter/*"))
        self.assertTrue(cases)
        for case in cases:
            with self.subTest(os.path.basename(case)):
                for name in ("sets", "rules.v4", "rules.v6"):
                    shutil.copy(f"{case}/{name}", f"{self.node.root}/etc/infra/firewall/{name}")
                self.assertFalse(json.loads(self.node.run("status").stdout)["firewall"], "another filter is in effect")
                self.assertEqual(0, self.node.run("firewall").returncode)
                self.state()

    def test_load_expedites_grace_periods_and_leaves_the_switch_as_it_was(self) -> None:
        # What the switch is while the real tool runs.
        self.node.put("bin/ipset", '#!/bin/sh\ncat "$INFRA_ROOT/sys/kernel/rcu_expedited" >> "$INFRA_ROOT/seen" 2>&1\nexec '
                                   '/usr/sbin/ipset "$@"\n')
        os.chmod(f"{self.node.root}/bin/ipset", 0o755)
        self.assertEqual(0, self.node.run("firewall").returncode, "a kernel without the switch")
        os.makedirs(f"{self.node.root}/sys/kernel")
        good = self.node.get("etc/infra/firewall/sets")
        for before, during in (("0\n", "1"), ("1\n", "1")):
            for sets, status in ((good, 0), ("nonsense\n", 1)):
                with self.subTest(before=before, status=status):
                    self.node.put("sys/kernel/rcu_expedited", before)
                    self.node.put("seen", "")
                    self.node.put("etc/infra/firewall/sets", sets)

                    self.assertEqual(status, self.node.run("firewall").returncode)
                    self.assertEqual(during, self.node.get("seen").strip()[:1])
                    self.assertEqual(before.strip(), self.node.get("sys/kernel/rcu_expedited").strip())

    def test_rollback_restores_files_and_kernel(self) -> None:
        before = kernel()
        self.push(THIRD)
        self.assertNotEqual(before, kernel())
        self.assertIn("MTU = 1400", self.node.get("etc/infra/wg0.conf"))

        self.assertIn("rolled back", self.node.run("rollback").stdout)
        self.assertEqual(before, kernel())
        self.assertIn("MTU = 1420", self.node.get("etc/infra/wg0.conf"))
        self.assertEqual((digest(make_bundle()), None), self.state())
        self.assertEqual(1, self.node.run("confirm", digest(THIRD)).returncode, "too late")

    def test_unconfirmed_push_is_undone_by_its_timer(self) -> None:
        before = kernel()
        # Stands in for the timer: the same command, a second later, detached.
        self.node.hook('if [ "$me" = systemd-run ]; then shift 5; (sleep 1; exec "$@") >/dev/null 2>&1 & fi')
        self.push(OTHER, 1)
        self.assertNotEqual(before, kernel())

        deadline = time.monotonic() + 20
        # Not state(): while it is being undone, the filter on the disk and the one in effect may differ.
        while self.node.has("var/lib/infra/pending.json") and time.monotonic() < deadline:
            time.sleep(0.2)

        self.assertEqual((digest(make_bundle()), None), self.state())
        self.assertEqual(before, kernel())

    def test_timer_of_a_superseded_push_does_nothing(self) -> None:
        self.push(OTHER)
        nonce = json.loads(self.node.get("var/lib/infra/pending.json"))["nonce"]
        self.push(THIRD)

        self.assertIn("nothing", self.node.run("rollback", nonce).stdout)
        self.assertEqual((digest(make_bundle()), digest(THIRD)), self.state())
        self.assertEqual(1, self.node.run("confirm", digest(OTHER)).returncode)
        self.assertEqual(0, self.node.run("confirm", digest(THIRD)).returncode)

    def test_killed_push_of_what_was_confirmed_is_not_taken_for_done(self) -> None:
        self.push(OTHER)
        self.node.hook('case "$me $*" in "systemctl restart chrony") kill -9 "$PPID";; esac')
        self.push(make_bundle())
        self.node.hook("")

        self.assertIn("applied", self.push(make_bundle()).stdout, "everything is loaded once more")
        self.assertEqual(0, self.node.run("confirm", digest(make_bundle())).returncode)
        self.assertEqual((digest(make_bundle()), None), self.state())

    def test_timer_that_fires_while_its_push_still_runs_does_nothing(self) -> None:
        # The first timer comes due during the push and waits for the lock; the push then sets the clock anew.
        self.node.hook('case "$me" in systemd-run) [ -e "$INFRA_ROOT/once" ] || { touch "$INFRA_ROOT/once"; shift 5; '
                       '"$@" >"$INFRA_ROOT/early" 2>&1 & };; wg) sleep 0.5;; esac')
        self.push(THIRD)
        deadline = time.monotonic() + 20
        while not self.node.get("early") and time.monotonic() < deadline:
            time.sleep(0.1)

        self.assertIn("nothing to roll back", self.node.get("early"))
        self.assertEqual((digest(make_bundle()), digest(THIRD)), self.state())

    def test_journal_settings_take_effect_when_they_come_and_when_they_go(self) -> None:
        path = "/etc/systemd/journald.conf.d/zz-infra-sessions.conf"
        with_settings = make_bundle(more={path: "[Journal]\nStorage=persistent\n"})

        def restarts() -> int:
            return (self.node.get("calls") or "").count("systemctl restart systemd-journald\n")

        before = restarts()
        self.push(with_settings)
        self.assertEqual(0, self.node.run("confirm", digest(with_settings)).returncode)
        self.assertEqual(before + 1, restarts())
        self.assertIn("restart systemd-journald\njournalctl --flush\n", self.node.get("calls"))
        self.push(OTHER)

        self.assertFalse(self.node.has(path[1:]))
        self.assertEqual(before + 2, restarts())

    def test_step_that_fails_brings_the_state_before_back(self) -> None:
        before = kernel()
        self.node.hook('[ "$me $1 $2" != "systemctl restart chrony" ] || [ -e "$INFRA_ROOT/failed" ] || '
                       '{ touch "$INFRA_ROOT/failed"; echo "chrony says no" >&2; exit 1; }')
        result = self.push(OTHER)

        self.assertEqual(1, result.returncode)
        self.assertIn("chrony says no; the state before is back in effect", result.stderr)
        self.assertEqual(before, kernel())
        self.assertEqual((digest(make_bundle()), None), self.state())

    def test_timer_that_cannot_be_armed_stops_the_push(self) -> None:
        before = kernel()
        self.node.hook('[ "$me" != systemd-run ] || exit 1')

        self.assertEqual(1, self.push(OTHER).returncode)
        self.assertEqual(before, kernel())

    def test_killed_push_is_finished_by_the_next(self) -> None:
        for victim in ("systemd-run", "wg syncconf wg0", "systemctl restart chrony"):
            with self.subTest(victim):
                bundle = make_bundle({"minpoll 4": f"minpoll {len(victim) % 7}", "MTU = 1420": f"MTU = 13{len(victim)}"})
                # Not in the rehearsal, which also makes a tunnel: only once the journal is there.
                self.node.hook(f'case "$me $*" in "{victim}"*) [ ! -e "$INFRA_ROOT/var/lib/infra/pending.json" ] || kill -9 "$PPID";; esac')
                self.assertEqual(-9, self.push(bundle).returncode)
                self.node.hook("")

                self.assertIn("applied", self.push(bundle).stdout)
                self.assertIn(f"MTU = 13{len(victim)}", self.node.get("etc/infra/wg0.conf"))
                self.assertIn(f"minpoll {len(victim) % 7}", self.node.get("etc/chrony/chrony.conf"))
                self.assertEqual(0, self.node.run("confirm", digest(bundle)).returncode)
                self.assertEqual((digest(bundle), None), self.state())

    def test_killed_push_cannot_be_confirmed_and_can_be_rolled_back(self) -> None:
        before = kernel()
        self.node.hook('case "$me $*" in "systemctl restart chrony") kill -9 "$PPID";; esac')
        self.push(OTHER)
        self.node.hook("")

        self.assertEqual(1, self.node.run("confirm", digest(OTHER)).returncode)
        self.assertIn("rolled back", self.node.run("rollback").stdout)
        self.assertEqual(before, kernel())

    def test_power_cut_before_confirmation_boots_into_the_state_before(self) -> None:
        before = kernel()
        self.push(OTHER)

        self.assertEqual(0, self.node.run("firewall").returncode)
        self.assertEqual(before, kernel())
        self.assertEqual((digest(make_bundle()), None), self.state())

    def test_filter_that_does_not_load_at_boot_leaves_the_node_closed(self) -> None:
        self.node.put("etc/infra/firewall/sets", "nonsense\n")

        self.assertEqual(1, self.node.run("firewall").returncode)
        self.assertNotIn("-m set", kernel())
        self.assertIn("-s 198.51.100.0/28 -p tcp", kernel())

    def test_keys_are_those_of_the_bundle_and_none_besides(self) -> None:
        with NodeRoot() as node:
            node.put("home/ops/.ssh/authorized_keys", "what the cloud put there\n")
            node.first_boot()
            self.assertFalse(node.has("home/ops/.ssh/authorized_keys"))
        keys = "etc/ssh/infra_authorized_keys"
        before, other = self.node.get(keys), make_bundle({"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDP3": "ssh-ed25519 "
                                                                                                      "AAAAC3NzaC1lZDI1NTE5AAAAIAAA"})
        self.node.put("home/ops/.ssh/authorized_keys", "an old key, by hand\n")
        self.node.put("calls", "")

        self.assertIn("applied", self.push(other).stdout)
        self.assertNotEqual(before, self.node.get(keys))
        self.assertEqual(0o644, os.stat(f"{self.node.root}/{keys}").st_mode & 0o777, "sshd reads it as the one who logs in")
        self.assertFalse(self.node.has("home/ops/.ssh/authorized_keys"))
        self.assertNotIn("systemctl", self.node.get("calls"), "sshd reads it at each login")
        # Nobody with a key of the new file came: the old ones are back.
        self.node.run("rollback")
        self.assertEqual(before, self.node.get(keys))

    def test_module_is_loaded_before_the_settings_that_it_brings(self) -> None:
        calls = self.node.get("calls").splitlines()

        self.assertLess(calls.index("modprobe nf_conntrack"), next(i for i, call in enumerate(calls) if call.startswith("sysctl -q -p")))

    def test_other_softwares_chains_and_sets_survive(self) -> None:
        for command in ("iptables -N DOCKER-USER", "iptables -A DOCKER-USER -j RETURN", "iptables -A FORWARD -j DOCKER-USER",
                        "ipset create theirs hash:ip"):
            subprocess.run(command.split(), check=True)
        self.push(THIRD)

        for line in ("-A FORWARD -j DOCKER-USER", "-A DOCKER-USER -j RETURN"):
            self.assertIn(line, kernel())
        self.assertIn("theirs", subprocess.run(["ipset", "list", "-n"], capture_output=True, text=True, check=True).stdout)

    def test_private_key_reaches_the_kernel_and_nothing_else(self) -> None:
        key = "cHJpdmF0ZXByaXZhdGVwcml2YXRlcHJpdmF0ZTEyMzQ="

        self.assertIn(key, self.node.get("wg0.kernel"))
        self.assertNotIn(key, self.node.get("calls") + self.node.get("etc/infra/wg0.conf") + self.node.run("identity").stdout)
        self.assertNotIn("ab" * 32, self.node.get("calls") + self.node.run("identity").stdout + self.node.run("status").stdout)


if __name__ == "__main__":
    unittest.main()
