"""fill_connections.py TO PORT: fills this network namespace's table of connections as one client would who opens them and keeps them.

Said to the kernel directly (IPCTNL_MSG_CT_NEW of include/uapi/linux/netfilter/nfnetlink_conntrack.h): standing, answered, and so not
evicted for a new one. Prints "full", or "no ctnetlink" where the kernel has no such way in.
"""
import socket
import struct
import sys

NETLINK_NETFILTER = 12
REQUEST_CREATE, ANSWERED_ASSURED_CONFIRMED, ESTABLISHED = 0x401, 0xE, 3


def attribute(kind, data, nested=False):
    size = 4 + len(data)
    return struct.pack("=HH", size, kind | (0x8000 if nested else 0)) + data + b"\0" * (-size % 4)


def ends(source, target, source_port, target_port):
    addresses = attribute(1, source) + attribute(2, target)
    ports = attribute(1, b"\6") + attribute(2, struct.pack("!H", source_port)) + attribute(3, struct.pack("!H", target_port))
    return attribute(1, addresses, True) + attribute(2, ports, True)


def connection(number, source, target, source_port, target_port):
    body = struct.pack("=BBH", socket.AF_INET, 0, 0)
    body += attribute(1, ends(source, target, source_port, target_port), True)
    body += attribute(2, ends(target, source, target_port, source_port), True)
    body += attribute(3, struct.pack("!I", ANSWERED_ASSURED_CONFIRMED)) + attribute(7, struct.pack("!I", 600))
    body += attribute(4, attribute(1, attribute(1, bytes([ESTABLISHED])), True), True)
    return struct.pack("=IHHII", 16 + len(body), 0x100, REQUEST_CREATE, number, 0) + body


def known(name):
    with open("/proc/sys/net/netfilter/nf_conntrack_" + name, encoding="ascii") as file:
        return int(file.read())


def answered(kernel):
    """Answers are refusals, of what does not fit any more: read away, as far as they were kept."""
    while True:
        try:
            kernel.recv(65536, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return
        except OSError:
            pass


def main(target, port):
    to, batch = socket.inet_aton(target), []
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER) as kernel:
        for number in range(known("max") + 100):
            source = struct.pack("!I", (10 << 24 | 7 << 16 | 1 << 8) + number // 50000)
            batch.append(connection(number, source, to, 10000 + number % 50000, int(port)))
            if len(batch) == 400:
                kernel.send(b"".join(batch))
                answered(kernel)
                batch = []
        kernel.send(b"".join(batch))
        answered(kernel)
    print("full" if known("count") >= known("max") else "no ctnetlink")


main(*sys.argv[1:])
