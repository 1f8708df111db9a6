#!/usr/bin/python3 -I
"""qmp.py SOCKET COMMAND [ARGUMENTS]: one command to a running QEMU, arguments as a JSON object; prints its answer.

Exit status: 0 done, 1 refused or nobody there. https://www.qemu.org/docs/master/interop/qmp-spec.html
"""
from __future__ import annotations

import json
import socket
import sys
from typing import Any


def ask(command: str, arguments: dict[str, Any], path: str) -> Any:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(20)
        connection.connect(path)
        with connection.makefile("rw", encoding="utf-8") as lines:
            for execute, given in (("qmp_capabilities", {}), (command, arguments)):
                lines.write(json.dumps({"execute": execute, "arguments": given}) + "\n")
                lines.flush()
                # The greeting, and events, stand between.
                answer = next(said for said in map(json.loads, lines) if "return" in said or "error" in said)
                if "error" in answer:
                    raise OSError(answer["error"]["desc"])
    return answer["return"]


if __name__ == "__main__":
    try:
        print(json.dumps(ask(sys.argv[2], json.loads(sys.argv[3]) if sys.argv[3:] else {}, sys.argv[1])))
    except (OSError, ValueError, StopIteration) as failure:
        sys.exit(f"qmp.py: {sys.argv[2]}: {failure or 'no answer'}")
