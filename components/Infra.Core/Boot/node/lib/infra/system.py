"""Where things are, running tools, and files that survive a power cut."""
from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterable


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
VOLUMES = "/etc/infra/volumes.json"
# The bundle to fall back to; the one pushed and not yet confirmed; and the journal that says there is one.
CONFIRMED, CANDIDATE, PENDING = f"{STATE}/confirmed.json", f"{STATE}/candidate.json", f"{STATE}/pending.json"
# The lock of this run, for who else works under it.
HELD: list[int] = []
# This program, for the times it starts itself.
ME = [sys.executable, "-I", os.path.abspath(sys.argv[0])]


# Something asked for that will not be done, or a step that failed; the message is for the operator.
class Refused(Exception):
    pass


def told(failure: Exception) -> str:
    return str(failure) if isinstance(failure, Refused) else f"{type(failure).__name__}: {failure}"


def run(*command: str, data: str | bytes | bytearray | memoryview | None = None, good: tuple[int, ...] = (0,), keep: Iterable[int] = ()) -> str:
    """Runs a tool by name, never through a shell. Its output, or Refused with the last line it said."""
    text = data.encode() if isinstance(data, str) else data
    try:
        done = subprocess.run(command, input=text, stdin=None if text is not None else subprocess.DEVNULL,
                              capture_output=True, check=False, pass_fds=keep, env={"PATH": PATH, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive", "INFRA_ROOT": ROOT})
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


def folder(path: str, make: bool = False) -> int:
    """A directory, opened name by name: what is reached through a symbolic link is never written to, and nothing in it removed."""
    how, reached = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, os.open(ROOT or "/", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for name in filter(None, path[len(ROOT):].split("/")):
        above = reached
        try:
            try:
                reached = os.open(name, how, dir_fd=above)
            except FileNotFoundError:
                if not make:
                    raise
                os.mkdir(name, dir_fd=above)
                reached = os.open(name, how, dir_fd=above)
                os.fchmod(reached, 0o755)
                os.fsync(above)
        except NotADirectoryError:
            raise Refused(f"{path} is reached through a symbolic link, or through what is no directory") from None
        finally:
            os.close(above)
    return reached


def is_directory(name: str, place: int) -> bool:
    try:
        return stat.S_ISDIR(os.stat(name, dir_fd=place, follow_symlinks=False).st_mode)
    except FileNotFoundError:
        return False


def write(path: str, content: str | bytes, mode: int = 0o600) -> None:
    """Old content or new, never a part, also after a power cut. A directory in its place is nobody's of ours: it is put aside."""
    place, name, aside = folder(os.path.dirname(path), make=True), os.path.basename(path), f".infra-{os.urandom(6).hex()}"
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600, dir_fd=place), "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            os.fchmod(file.fileno(), mode)
            file.flush()
            os.fsync(file.fileno())
        if is_directory(name, place):
            os.rename(name, name + aside, src_dir_fd=place, dst_dir_fd=place)
        os.rename(aside, name, src_dir_fd=place, dst_dir_fd=place)
        os.fsync(place)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(aside, dir_fd=place)
        raise
    finally:
        os.close(place)


def sweep(directories: Iterable[str]) -> None:
    """Takes away what a write left aside that was cut off; under the lock, so that nobody is at it."""
    for directory in sorted({*directories}):
        with contextlib.suppress(Refused, FileNotFoundError):
            place = folder(directory)
            try:
                for name in os.listdir(place):
                    if re.fullmatch(r"\.infra-[0-9a-f]{12}", name) and not is_directory(name, place):
                        os.unlink(name, dir_fd=place)
            finally:
                os.close(place)


def remove(path: str) -> None:
    """Whatever is there in the place of a file of ours; of a symbolic link, the link."""
    with contextlib.suppress(FileNotFoundError):
        place, name = folder(os.path.dirname(path)), os.path.basename(path)
        try:
            if is_directory(name, place):
                shutil.rmtree(name, dir_fd=place)
            else:
                os.unlink(name, dir_fd=place)
            os.fsync(place)
        finally:
            os.close(place)


def move(path: str, name: str) -> None:
    """Under another name in its directory, in the place of what has it: one or the other, also after a power cut."""
    place = folder(os.path.dirname(path))
    try:
        os.rename(os.path.basename(path), name, src_dir_fd=place, dst_dir_fd=place)
        os.fsync(place)
    finally:
        os.close(place)


def lock(patient: bool) -> int:
    """One run at a time; the kernel drops the lock with the process. The way back, and a boot, wait for as long as it takes."""
    handle = os.open(f"{RUN}/lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    HELD.append(handle)
    if patient:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return handle
    for _ in range(300):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except BlockingIOError:
            time.sleep(0.2)
    raise Refused("another infra-apply has been running for a minute")
