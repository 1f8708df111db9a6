"""
Which program acts. A bundle carries its own; the one that a node was born with stays where it is, and runs what the confirmed bundle has.
So a bundle and its program become what counts in one step, the rename that confirms both, and go back in none.
"""
from __future__ import annotations

import __main__
import json
import os
import sys
import tempfile
from typing import Any

from system import CANDIDATE, CONFIRMED, HELD, PENDING, ROOT, RUN, Refused, read, run, told, write

# Raised with every change of this program: a bundle says for which one it is, and a node takes none that is for an older one.
VERSION = 7
COMMAND = f"{ROOT}/usr/local/sbin/infra-apply"
MOST_BYTES = 8 << 20
# How long a program may take for one step: it is stopped then, also when who started it is not there any more. Several times what the
# slowest takes that was seen: 64 s for both on an emulated processor, shared by ten others.
STEP_SECONDS = 120


def mine() -> str:
    """The text of the program that runs."""
    return getattr(__main__, "PROGRAM", "") or (read(sys.argv[0]) or b"").decode()


def launch(arguments: list[str]) -> bool:
    """
    Runs the confirmed bundle's program in the place of this one, which is for a node that has none yet, or none that can be read or
    begins. What waits is confirmed by its own program and no other: one that cannot do that is undone.
    """
    if hasattr(__main__, "PROGRAM") or os.path.abspath(sys.argv[0]) != COMMAND:
        return False
    waiting = arguments[:1] == ["confirm"] and os.path.exists(PENDING)
    try:
        text = json.loads(read(CANDIDATE if waiting else CONFIRMED) or b"")["program"]
        if text == mine():
            return False
        setattr(__main__, "PROGRAM", text)
        # What fails inside of it is said, and ends there: only one that does not get as far as its beginning comes back.
        exec(compile(text, COMMAND, "exec"), {"__name__": "__main__", "__file__": COMMAND})
        return True
    except Exception as failure:
        if waiting:
            raise Refused(f"the program of what waits cannot be run: {told(failure)}") from None
        vars(__main__).pop("PROGRAM", None)
        return False


def strict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Refused("the bundle has a key twice")
    return found


def parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > MOST_BYTES:
        raise Refused(f"the bundle is larger than {MOST_BYTES} bytes")
    try:
        document = json.loads(raw.decode(), object_pairs_hook=strict)
    except (ValueError, RecursionError) as error:
        raise Refused(f"the bundle is not JSON: {error}") from None
    if not isinstance(document, dict) or type(document.get("version")) is not int:
        raise Refused("the bundle is no object that has a version")
    return document


def carried(raw: bytes) -> str:
    """
    The program of a bundle that is pushed. Of a later version's bundle no more is read here: what else it holds, and may hold, its own
    program knows, which is asked before anything is done.
    """
    document = parsed(raw)
    if document["version"] < VERSION:
        raise Refused(f"the bundle is of version {document['version']}, and this node's program of version {VERSION}: there is no way back to an "
                      "older one; push with the release that pushed last, or a later one")
    if not isinstance(document.get("program"), str):
        raise Refused("the bundle carries no program")
    try:
        compile(document["program"], "infra-apply", "exec")
    except Exception as error:
        raise Refused(f"the bundle's program cannot be read: {type(error).__name__}: {error}") from None
    return document["program"]


class Other:
    """The program of a bundle, while it is not the node's: a file for as long as this lasts."""

    def __init__(self, text: str, raw: bytes) -> None:
        self.text, self.raw = text, raw

    def __enter__(self) -> Other:
        self.directory = tempfile.TemporaryDirectory(prefix="program-", dir=RUN)
        write(f"{self.directory.name}/infra-apply", self.text)
        return self

    def __exit__(self, *_: object) -> None:
        self.directory.cleanup()

    def does(self, verb: str, said: str) -> None:
        """Has it do a step with its bundle, under the lock that is held here. One that does nothing does not say that it is done."""
        try:
            done = run("timeout", "-k5", str(STEP_SECONDS), sys.executable, "-I", f"{self.directory.name}/infra-apply", verb,
                       data=self.raw, keep=HELD).strip()
        except Refused as failure:
            _, own, why = str(failure).rpartition("infra-apply: ")
            why = why if own else f"it takes longer than {STEP_SECONDS} s" if "(124)" in why else f"it {why.partition('-k5 ')[2]}"
            raise Refused(f"the bundle's own program, asked to {verb}: {why}") from None
        if done != said:
            raise Refused(f"the bundle's own program, asked to {verb}, does not say that it did, but '{done[:100]}'")
