"""The enrolment token counts once. What is left of it then: nothing that this node can reach."""
from __future__ import annotations

import contextlib
import glob
import os

from mesh import TOKEN
from system import ROOT, remove, write

# Reads as a switch: https://cloudinit.readthedocs.io/en/22.4.2/howto/disable_cloud_init.html
DISABLED = f"{ROOT}/etc/cloud/cloud-init.disabled"
# What cloud-init keeps of user data: as it came, decoded, merged, and with all else it knows. And what Azure's agent was given.
COPIES = ("lib/cloud/instances/*/user-data*", "lib/cloud/instances/*/cloud-config.txt", "lib/cloud/instances/*/obj.pkl",
          "lib/cloud/seed/*/user-data", "lib/waagent/ovf-env.xml", "lib/waagent/CustomData", "run/cloud-init/combined-cloud-config.json")


def token_copies() -> list[str]:
    """Files that hold it, or may."""
    return sorted(path for name in (TOKEN[len(ROOT) + 1:], *(f"var/{copy}" for copy in COPIES)) for path in glob.glob(f"{ROOT}/{name}"))


def forget_token() -> None:
    """
    Ends cloud-init on this node, which would fetch user data again at each boot, and erases what holds the token. What cannot be
    erased is worth nothing any more: it keeps no change from being confirmed.
    """
    for path in token_copies():
        with contextlib.suppress(Exception):
            write(DISABLED, "by infra-apply, once this node was enrolled\n", 0o644)
            # Removed alone, it would stay on the disk until something else is written there.
            with open(path, "r+b") as file:
                file.write(bytes(os.fstat(file.fileno()).st_size))
                file.flush()
                os.fsync(file.fileno())
            remove(path)
