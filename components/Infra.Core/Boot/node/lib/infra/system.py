"""Where things are, running tools, and files that survive a power cut."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile


def test_root() -> str:
    """A directory to act in instead of /: for tests, and only one that a test has marked and put its own tools in."""
    root = os.environ.get("INFRA_ROOT", "")
    if root and not (os.path.isfile(f"{root}/TEST-ROOT") and os.path.isfile(f"{root}/bin/systemctl")):
        sys.exit("infra-apply: INFRA_ROOT is for tests: it needs a TEST-ROOT file and tools of its own in bin/")
    return root


ROOT = test_root()
PATH = f"{ROOT}/bin:/usr/sbin:/usr/bin:/sbin:/bin" if ROOT else "/usr/sbin:/usr/bin:/sbin:/bin"
ETC, STATE, RUN = f"{ROOT}/etc/infra", f"{ROOT}/var/lib/infra", f"{ROOT}/run/infra"
NODE, STAGE = f"{STATE}/node", f"{STATE}/stage"
# This program, for the times it starts itself.
ME = [sys.executable, "-I", os.path.abspath(sys.argv[0])]


# Something asked for that will not be done, or a step that failed; the message is for the operator.
class Refused(Exception):
    pass


def told(failure: Exception) -> str:
    return str(failure) if isinstance(failure, Refused) else f"{type(failure).__name__}: {failure}"


def run(*command: str, data: str | bytes | bytearray | memoryview | None = None, good: tuple[int, ...] = (0,)) -> str:
    """Runs a tool by name, never through a shell. Its output, or Refused with the last line it said."""
    text = data.encode() if isinstance(data, str) else data
    try:
        done = subprocess.run(command, input=text, stdin=None if text is not None else subprocess.DEVNULL,
                              capture_output=True, check=False, env={"PATH": PATH, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive", "INFRA_ROOT": ROOT})
    except FileNotFoundError:
        raise Refused(f"{command[0]} is not installed") from None
    if done.returncode not in good:
        said = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines() or ["no message"]
        raise Refused(f"{' '.join(command[:2])} failed ({done.returncode}): {said[-1]}")
    return done.stdout.decode(errors="replace")


def succeeds(*command: str) -> bool:
    try:
        run(*command)
    except Refused:
        return False
    return True


def read(path: str) -> bytes | None:
    """A file's content; None when there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def sync_directory(path: str) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write(path: str, content: str | bytes, mode: int = 0o600) -> None:
    """Old content or new, never a part, also after a power cut. Never through a symbolic link."""
    directory = os.path.dirname(path)
    os.makedirs(directory, mode=0o755, exist_ok=True)
    if os.path.realpath(directory) != os.path.join(os.path.realpath(ROOT or "/"), directory[len(ROOT):].lstrip("/")):
        raise Refused(f"{directory} is reached through a symbolic link")
    handle, aside = tempfile.mkstemp(prefix=".infra-", dir=directory)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
        if os.path.isdir(path):
            remove(path)
        os.rename(aside, path)
    except BaseException:
        os.unlink(aside)
        raise
    sync_directory(directory)


def remove(path: str) -> None:
    """Whatever is there in the place of a file of ours; of a symbolic link, the link."""
    if os.path.lexists(path):
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
        sync_directory(os.path.dirname(path))
