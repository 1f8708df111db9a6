"""The first boot survives what fails in the meantime, says why it stopped, and is taken up again without a new machine."""
from __future__ import annotations

import json
import os
import re
import subprocess
import time
import unittest

from node_root import NodeRoot, make_bundle, sent

PROGRAM = "usr/local/sbin/infra-apply"
PACKAGES = "chrony\nipset\n"
READY = ["firewall", "identity", "volumes", "mesh", "ssh", "ready"]
# Installs what it is asked for: everything after the options.
INSTALLS = ('case "$me $*" in "apt-get "*" install "*) for word; do case $word in -*|*=*|install) ;; '
            '*) : >"$INFRA_ROOT/installed/$word";; esac; done;; esac')
FAILS = 'case "$me $*" in "apt-get "*" install "*) echo "E: Unable to fetch some archives" >&2; exit 100;; esac'


def failing(times: int) -> str:
    return (f'case "$me $*" in "apt-get "*" install "*) echo x >>"$INFRA_ROOT/tries"; [ "$(wc -l <"$INFRA_ROOT/tries")" -gt {times} ] || '
            '{ echo "E: Failed to fetch ipset" >&2; exit 100; };; esac; ' + INSTALLS)


class FirstBootTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.node.put("etc/infra/bundle.json", make_bundle())
        self.node.put("etc/infra/packages", PACKAGES)

    def status(self) -> dict[str, object]:
        return json.loads(self.node.run("status").stdout)

    def test_packages_an_image_has_cost_no_call_of_apt(self) -> None:
        for package in PACKAGES.split():
            self.node.put(f"installed/{package}", "")

        self.assertEqual(0, self.node.run_without_waiting("first-boot").returncode)
        self.assertNotIn("apt-get", self.node.get("calls"))
        self.assertEqual(READY, self.node.stages())

    def test_only_missing_packages_are_installed_before_the_filter(self) -> None:
        self.node.put("installed/chrony", "")
        self.node.hook(INSTALLS)

        result = self.node.run_without_waiting("first-boot")

        self.assertEqual(0, result.returncode, result.stderr)
        calls = self.node.get("calls")
        self.assertIn("apt-get -q -y -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold install --no-install-recommends ipset\n",
                      calls)
        self.assertNotIn("chrony", "".join(line for line in calls.splitlines() if line.startswith("apt-get")))
        self.assertEqual(["packages ipset", *READY], self.node.stages())

    def test_download_that_fails_is_tried_again_with_longer_pauses(self) -> None:
        self.node.hook(failing(4))

        self.assertEqual(0, self.node.run_without_waiting("first-boot").returncode)
        stages = self.node.stages()
        self.assertEqual([f"packages again in {pause} s: apt-get -q failed (100): E: Failed to fetch ipset" for pause in (5, 10, 20, 40)],
                         [stage for stage in stages if "again" in stage])
        self.assertEqual(READY, stages[-6:])
        self.assertEqual(4, self.node.get("calls").count("dpkg --configure -a\n"), "what was cut off is set up first")

    def test_packages_that_never_come_stop_the_boot_with_their_names_and_the_reason(self) -> None:
        self.node.hook(FAILS)

        result = self.node.run_without_waiting("first-boot")

        said = "packages: chrony, ipset cannot be installed: apt-get -q failed (100): E: Unable to fetch some archives"
        self.assertEqual((1, f"infra-apply: {said}"), (result.returncode, result.stderr.splitlines()[-1]))
        self.assertEqual(f"failed {said}", self.node.stages()[-1])
        self.assertEqual(f"failed {said}", self.status()["stage"])
        self.assertIsNone(self.status()["hash"])
        self.assertNotIn("systemctl", self.node.get("calls"), "nothing after it was begun")

    def test_lists_that_do_not_come_are_the_reason_said(self) -> None:
        self.node.hook('case "$me $*" in "apt-get "*" update "*) echo "E: Could not resolve deb.debian.org" >&2; exit 100;; esac; ' + FAILS)

        self.node.run_without_waiting("first-boot")

        self.assertIn("Could not resolve deb.debian.org", str(self.status()["stage"]))

    def test_lists_that_do_not_come_are_no_trouble_where_the_packages_do(self) -> None:
        self.node.hook('case "$me $*" in "apt-get "*" update "*) exit 100;; esac; ' + INSTALLS)

        self.assertEqual(0, self.node.run_without_waiting("first-boot").returncode)

    def test_apt_that_says_it_is_done_and_is_not_does_not_go_on_for_ever(self) -> None:
        result = self.node.run_without_waiting("first-boot")

        self.assertIn("chrony, ipset cannot be installed: apt-get did not say why", result.stderr)

    def test_no_question_is_asked(self) -> None:
        self.node.hook('[ "$me" != apt-get ] || echo "$DEBIAN_FRONTEND" >>"$INFRA_ROOT/frontend"; ' + INSTALLS)
        self.node.run_without_waiting("first-boot")

        self.assertEqual({"noninteractive"}, set(self.node.get("frontend").split()))

    def test_first_boot_by_hand_resumes_one_that_failed(self) -> None:
        self.node.hook(FAILS)
        self.assertEqual(1, self.node.run_without_waiting("first-boot").returncode)
        self.assertTrue(self.node.has("var/lib/infra/node"), "what the script of later boots looks for")
        self.node.hook(INSTALLS)

        result = self.node.run("first-boot")

        self.assertEqual(0, result.returncode, result.stderr)
        self.assertIn("infra-stage: orders-db-1 ready", result.stderr, "who runs it by hand sees how far it is")
        self.assertEqual("ready", self.status()["stage"])

    def test_console_that_cannot_be_written_stops_nothing(self) -> None:
        subprocess.run(["rm", "-r", f"{self.node.root}/dev"], check=True)
        self.node.hook(INSTALLS)

        self.assertEqual(0, self.node.run_without_waiting("first-boot").returncode)
        self.assertEqual("ready", self.status()["stage"])


class AwaitTests(unittest.TestCase):
    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.node.put("etc/infra/bundle.json", make_bundle())

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        process = self.node.start(*arguments)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def test_of_a_node_that_has_booted_is_said_at_once_whatever_cloud_init_says(self) -> None:
        self.node.run("first-boot")
        for said in ("status: error\n", "status: done\nextended_status: degraded done\n", "status: running\n"):
            self.node.put("cloud-init", said)
            result = self.node.run("await")

            self.assertEqual((0, "", ""), (result.returncode, result.stdout, result.stderr))

    def test_begins_once_cloud_init_is_done_and_not_before(self) -> None:
        asked = self.start("await")
        time.sleep(1.5)
        self.assertIsNone(asked.poll())
        self.assertFalse(self.node.has("var/lib/infra/stage"), "cloud-init still works: nothing is begun")
        self.node.put("cloud-init", "status: done\n")

        asked.communicate(timeout=30)
        self.assertEqual(0, asked.returncode)
        self.assertEqual(READY, self.node.stages())

    def test_waits_for_a_boot_that_another_run_does(self) -> None:
        asked = self.start("await")
        time.sleep(1.5)
        self.assertEqual(0, self.node.run("first-boot").returncode)

        asked.communicate(timeout=30)
        self.assertEqual(0, asked.returncode)

    def test_boot_goes_on_when_the_connection_that_asked_for_it_ends(self) -> None:
        self.node.put("cloud-init", "status: done\n")
        self.node.hook('[ "$me $1" != "systemctl mask" ] || while [ ! -e "$INFRA_ROOT/gone" ]; do sleep 0.05; done')
        asked = self.start("await")
        while not self.node.has("calls"):
            time.sleep(0.05)
        assert asked.stderr and asked.stdout
        asked.stderr.close()
        asked.stdout.close()
        self.node.put("gone", "")

        asked.wait(timeout=30)
        self.assertEqual(READY, self.node.stages())
        self.assertEqual(0, self.node.run("await").returncode)

    def test_node_without_user_data_is_told_from_one_that_is_slow(self) -> None:
        os.unlink(f"{self.node.root}/etc/infra/bundle.json")
        self.node.put("cloud-init", "status: done\n")

        result = self.node.run_without_waiting("await")

        self.assertEqual(1, result.returncode)
        self.assertIn("the first boot stopped: this node has no bundle: its user data was not read", result.stderr)

    def test_waits_for_a_boot_at_work_and_says_at_once_that_it_failed(self) -> None:
        self.node.put("etc/infra/packages", "ipset\n")
        # At work for as long as this test's node exists: it survives the killed boot, and must not survive the test.
        self.node.hook('case "$me $*" in "apt-get "*) while [ -e "$INFRA_ROOT" ]; do sleep 0.1; done; exit 100;; esac')
        boot = self.start("first-boot")
        while "packages" not in self.node.get("dev/console"):
            time.sleep(0.1)
        asked = self.start("await")
        time.sleep(1.5)
        self.assertIsNone(asked.poll())
        boot.kill()
        boot.wait()

        began = time.monotonic()
        said = asked.communicate(timeout=30)[1]
        self.assertLess(time.monotonic() - began, 15)
        self.assertEqual(1, asked.returncode)
        self.assertEqual("infra-apply: the first boot stopped: cut off at: packages ipset. Fix the cause, then run up again, which takes "
                         "it up; "
                         "or run `sudo infra-apply first-boot` on the node\n", said)

    def test_takes_up_a_boot_that_had_failed_and_is_no_more_in_trouble(self) -> None:
        self.node.put("etc/infra/packages", "ipset\n")
        self.node.hook(FAILS)
        self.assertEqual(1, self.node.run_without_waiting("first-boot").returncode)
        self.node.hook(INSTALLS)

        result = self.node.run("await")

        self.assertEqual(0, result.returncode, result.stderr)
        self.assertEqual("orders-db-1", json.loads(self.node.run("identity").stdout)["node"])
        self.assertEqual(READY, self.node.stages()[-6:])

    def test_says_why_a_boot_that_it_took_up_stopped_again(self) -> None:
        self.node.put("etc/infra/packages", "ipset\n")
        self.node.hook(FAILS)
        self.node.run_without_waiting("first-boot")

        result = self.node.run_without_waiting("await")

        self.assertEqual(1, result.returncode)
        self.assertIn("infra-apply: the first boot stopped again: packages: ipset cannot be installed: apt-get -q failed (100): E: Unable",
                      result.stderr)

    def test_identity_itself_neither_waits_nor_begins_anything(self) -> None:
        self.node.put("cloud-init", "status: done\n")
        result = self.node.run("identity")

        self.assertEqual((1, "infra-apply: this node has no identity yet: its first boot is under way or failed\n"),
                         (result.returncode, result.stderr))
        self.assertFalse(self.node.has("calls"))

    def test_takes_up_a_boot_that_cloud_init_never_began(self) -> None:
        for said in ("status: error\n", "status: done\n", "status: degraded\n"):
            with self.subTest(said), NodeRoot() as node:
                node.put("etc/infra/bundle.json", make_bundle())
                node.put("cloud-init", said)

                self.assertEqual(0, node.run("await").returncode)
                self.assertEqual("orders-db-1", json.loads(node.run("identity").stdout)["node"])

    def test_gives_up_on_a_boot_that_never_begins(self) -> None:
        result = self.node.run_without_waiting("await")

        self.assertEqual(1, result.returncode)
        self.assertIn("the first boot takes longer than 2400 s: not begun", result.stderr)

    def test_volume_that_is_missing_is_the_reason(self) -> None:
        self.node.put("etc/infra/bundle.json", make_bundle(
            volumes='[{"name": "data", "device": "/dev/disk/by-id/virtio-data", "sizeGiB": 1, "waitSeconds": 1}]\n'))
        self.assertEqual(1, self.node.run_without_waiting("first-boot").returncode)

        result = self.node.run_without_waiting("await")
        self.assertIn("the first boot stopped again: volume data: no disk of 1 GiB", result.stderr)
        self.node.disk()
        self.assertEqual(0, self.node.run("await").returncode)


class DeliveryTests(unittest.TestCase):
    """How a new node gets its program: the command that the first connection runs."""

    def setUp(self) -> None:
        self.node = self.enterContext(NodeRoot())
        self.node.put("bin/sudo", '#!/bin/sh\nexec "$@"\n')
        self.node.make_executable("bin/sudo")
        os.unlink(f"{self.node.root}/{PROGRAM}")

    def install(self, data: str) -> subprocess.CompletedProcess[str]:
        command = re.sub("/usr/local/|/var/lib/", lambda path: self.node.root + path[0], sent("install-command"))
        return subprocess.run(["sh", "-c", command], input=data, text=True, capture_output=True, check=False, timeout=60,
                              env={"INFRA_ROOT": self.node.root, "PATH": f"{self.node.root}/bin:{os.environ['PATH']}"})

    def others(self) -> list[str]:
        return [name for name in os.listdir(f"{self.node.root}/usr/local/sbin") if name.startswith(".")]

    def test_new_node_gets_it_and_its_first_boot_can_be_done(self) -> None:
        result = self.install(sent("packed"))

        self.assertEqual((0, "", ""), (result.returncode, result.stdout, result.stderr))
        self.assertEqual(sent("pushed"), self.node.get(PROGRAM))
        self.assertEqual(0o755, os.stat(f"{self.node.root}/{PROGRAM}").st_mode & 0o7777)
        self.assertEqual([], self.others())
        self.assertEqual(0, self.node.first_boot().returncode)

    def test_node_whose_first_boot_failed_gets_the_one_of_this_release(self) -> None:
        self.node.put(PROGRAM, "#!/bin/sh\nexit 1\n")

        self.assertEqual(0, self.install(sent("packed")).returncode)
        self.assertEqual(sent("pushed"), self.node.get(PROGRAM))

    def test_node_whose_first_boot_is_done_keeps_its_own(self) -> None:
        self.install(sent("packed"))
        self.assertEqual(0, self.node.first_boot().returncode)
        self.node.put(PROGRAM, "its own\n")

        result = self.install(sent("packed"))

        self.assertEqual((0, "", ""), (result.returncode, result.stdout, result.stderr))
        self.assertEqual("its own\n", self.node.get(PROGRAM))

    def test_what_does_not_arrive_whole_is_not_installed(self) -> None:
        whole = sent("packed")
        for data in ("", whole[:400], whole[:-40], "no base64 at all", whole.replace(whole[5000:5004], "AAAA", 1)):
            with self.subTest(len(data)):
                result = self.install(data)

                self.assertEqual(1, result.returncode)
                self.assertIn("did not arrive whole", result.stderr)
                self.assertFalse(self.node.has(PROGRAM))
                self.assertEqual([], self.others())


if __name__ == "__main__":
    unittest.main()
