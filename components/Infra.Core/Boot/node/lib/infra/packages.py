"""Debian packages that the image lacks, installed with patience: a mirror that fails now must not cost the node."""
from __future__ import annotations

import time
from collections.abc import Callable

from system import ETC, Refused, read, run, succeeds

PACKAGES = f"{ETC}/packages"
# How long a first boot goes on trying, and the pauses between: a new network's way out can take minutes to open.
PATIENCE_SECONDS, FIRST_PAUSE, LONGEST_PAUSE = 1200, 5, 60
# What waits for another program's dpkg waits at most so long; files that are there already stay, the bundle brings its own.
OPTIONS = ("-q", "-y", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Options::=--force-confold")


def missing() -> list[str]:
    """Those of the list that are not installed whole. An image that has all needs no network."""
    wanted = (read(PACKAGES) or b"").decode().split()
    said = run("dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\\n", *wanted, good=(0, 1)).splitlines() if wanted else []
    return [package for package in wanted if f"{package} installed" not in said]


def install(packages: list[str]) -> str:
    """Why it failed, if it did. What the download of the lists says comes first: the rest follows from it."""
    failures = []
    for command in (("update", "-o", "APT::Update::Error-Mode=any"), ("install", "--no-install-recommends", *packages)):
        try:
            run("apt-get", *OPTIONS, *command)
        except Refused as failure:
            failures.append(str(failure))
            succeeds("dpkg", "--configure", "-a")  # what a run that was cut off left half done
    return failures[0] if failures else "apt-get did not say why"


def install_packages(say: Callable[[str], None]) -> None:
    """Before the node's own filter, whose tools may be among them: until then the door is what user data closed."""
    deadline, pause, failure = time.monotonic() + PATIENCE_SECONDS, FIRST_PAUSE, ""
    while lacking := missing():
        if failure:
            if time.monotonic() + pause > deadline:
                raise Refused(f"packages: {', '.join(lacking)} cannot be installed: {failure}")
            say(f"packages again in {pause} s: {failure}")
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        say(f"packages {' '.join(lacking)}")
        failure = install(lacking)
