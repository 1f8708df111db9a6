"""Answers on TCP and UDP ports for as long as its standard input is open, and no longer than it is told.

stdin:  one line, {"tcp": [10001], "udp": [10001], "seconds": 180}; then nothing until it is closed
stdout: one line when all ports answer, {"busy": ["tcp/22"]}: busy ports have a listener of their own already
"""
import errno
import json
import os
import selectors
import socket
import sys
import time


def bind(kind, port):
    listener = socket.socket(socket.AF_INET6, kind)
    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    if kind == socket.SOCK_STREAM:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setblocking(False)
    listener.bind(("::", port))
    if kind == socket.SOCK_STREAM:
        listener.listen(128)
    else:
        listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
    return listener


def answer(listener):
    try:
        if listener.type == socket.SOCK_STREAM:
            listener.accept()[0].close()
        else:
            data, control, _, sender = listener.recvmsg(64, 64)
            # From the address that was asked, which is one of many perhaps, by whatever interface leads back.
            asked = [(level, kind, info[:16] + bytes(4)) for level, kind, info in control if kind == socket.IPV6_PKTINFO]
            listener.sendmsg([data], asked, 0, sender)
    except OSError as failure:
        # A caller that has gone already is its own business; the next one still wants an answer.
        print("listener: %s" % failure, file=sys.stderr)


def main():
    request = json.loads(sys.stdin.readline())
    deadline = time.monotonic() + request["seconds"]
    poll, busy = selectors.DefaultSelector(), []
    for name, kind in (("tcp", socket.SOCK_STREAM), ("udp", socket.SOCK_DGRAM)):
        for port in request[name]:
            try:
                poll.register(bind(kind, port), selectors.EVENT_READ)
            except OSError as failure:
                if failure.errno != errno.EADDRINUSE:
                    raise
                busy.append("%s/%d" % (name, port))
    poll.register(sys.stdin.fileno(), selectors.EVENT_READ)
    print(json.dumps({"busy": busy}), flush=True)
    while time.monotonic() < deadline:
        for key, _ in poll.select(1):
            if key.fileobj != sys.stdin.fileno():
                answer(key.fileobj)
            elif not os.read(sys.stdin.fileno(), 64):
                return


if __name__ == "__main__":
    main()
