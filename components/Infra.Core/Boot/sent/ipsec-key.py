"""
Sent to a node and run there as root: makes it ready for IPsec, and prints its public key, base64 of its SubjectPublicKeyInfo. It installs
strongSwan's packages where they are missing, and makes the key where there is none. Nothing else changes: the bundle that follows brings
the connections. It comes over the connection, whose host key is pinned, and so does its answer.

Exit status: 0 done, 1 refused or failed.
"""
from __future__ import annotations

import os
import sys

sys.path.insert(0, os.environ.get("INFRA_ROOT", "") + "/usr/local/lib/infra")

from packages import install  # noqa: E402 - the path comes first
from system import ROOT, Refused, read, run, told, write  # noqa: E402

# In libstrongswan-standard-plugins are openssl, which has P-384, and gcm.
WANTED = ("charon-systemd", "libstrongswan-standard-plugins", "strongswan-swanctl")
PRIVATE, PUBLIC = f"{ROOT}/etc/swanctl/private/infra.pem", f"{ROOT}/etc/swanctl/pubkey/infra.pem"


def lacking() -> list[str]:
    said = run("dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\\n", *WANTED, good=(0, 1)).splitlines()
    return [package for package in WANTED if f"{package} installed" not in said]


def ready() -> str:
    os.umask(0o077)
    if missing := lacking():
        failure = install(missing).rstrip(".")
        if still := lacking():
            raise Refused(f"IPsec requires the packages {', '.join(still)}, which cannot be installed: {failure}. Nothing has changed; see "
                          "that egress includes a mirror, then run up again")
    if read(PRIVATE) in (None, b""):
        # PEM, which strongSwan reads. Under another name until it is whole, and on the disk: who has its public half never asks again.
        made = f"{PRIVATE}.new"
        for path in (made, f"{made}.pub"):
            if os.path.lexists(path):
                os.unlink(path)
        run("ssh-keygen", "-q", "-t", "ecdsa", "-b", "384", "-m", "PEM", "-N", "", "-C", "", "-f", made)
        write(PRIVATE, read(made) or b"")
        for path in (made, f"{made}.pub"):
            os.unlink(path)
    public = run("ssh-keygen", "-e", "-m", "PKCS8", "-f", PRIVATE)
    write(PUBLIC, public, 0o644)
    return "".join(public.split("\n")[1:-2])


try:
    print(ready())
except Exception as failure:
    print(f"ipsec-key: {told(failure)}", file=sys.stderr)
    sys.exit(1)
