"""Opens many TCP and UDP connections at once and says what became of each.

stdin:  {"timeoutMs": 4000, "jobs": [{"id": 0, "proto": "tcp", "source": "10.7.0.1", "address": "10.42.0.4", "port": 5432}]}
stdout: one JSON object a line: {"id": 0, "outcome": "accepted", "ms": 3.1, "detail": "handshake completed"}

Outcomes, never confused with each other:
  accepted     TCP: the handshake completed. UDP: a datagram came back.
  rejected     an RST, or an ICMP error that means "refused": port unreachable or administratively prohibited
  unreachable  an ICMP error that means "not there": no route, no such host
  timeout      no answer at all
  error        the probe itself could not be made: no source address, no local route
"""
import errno
import json
import os
import selectors
import socket
import struct
import sys
import time

IN_FLIGHT = 32
# Rejections over ICMP are rate-limited by Linux (six at once, then one a second to each host), so a datagram is repeated.
UDP_RESEND_S = 1.1
IP_RECVERR, IPV6_RECVERR, ORIGIN_LOCAL, ORIGIN_ICMP, ORIGIN_ICMP6 = 11, 25, 1, 2, 3
REFUSING = {ORIGIN_ICMP: {(3, 2), (3, 3), (3, 9), (3, 10), (3, 13)}, ORIGIN_ICMP6: {(1, 1), (1, 4), (1, 5), (1, 6)}}


class Probe:
    def __init__(self, job):
        self.job = job
        self.v6 = ":" in job["address"]
        self.tcp = job["proto"] == "tcp"
        self.started = time.monotonic()
        self.sent = 1
        kind = socket.SOCK_STREAM if self.tcp else socket.SOCK_DGRAM
        self.socket = socket.socket(socket.AF_INET6 if self.v6 else socket.AF_INET, kind)
        self.socket.setblocking(False)

    def start(self):
        """The result when it is known at once, else None."""
        level, option = (socket.IPPROTO_IPV6, IPV6_RECVERR) if self.v6 else (socket.IPPROTO_IP, IP_RECVERR)
        self.socket.setsockopt(level, option, 1)
        try:
            if self.job.get("source"):
                port = self.job.get("sourcePort", 0)
                if port:  # Probes of several targets come from the one port.
                    self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                self.socket.bind((self.job["source"], port))
        except OSError as failure:
            return self.result("error", "source address: " + failure.strerror)
        code = self.socket.connect_ex((self.job["address"], self.job["port"]))
        if code == 0 and not self.tcp:
            return self.send()
        if code == 0:
            return self.result("accepted", "handshake completed")
        return None if code == errno.EINPROGRESS else self.failed(code, at_once=True)

    def send(self):
        try:
            self.socket.send(b"infra-probe")
        except OSError as failure:
            return self.failed(failure.errno, at_once=True)
        return None

    def ready(self):
        """Called when the socket has news; None while there is still nothing to say."""
        code = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
        if code:
            return self.failed(code)
        if self.tcp:
            try:
                self.socket.getpeername()
            except OSError as failure:
                return self.failed(failure.errno)
            return self.result("accepted", "handshake completed")
        try:
            self.socket.recv(64)
        except BlockingIOError:
            return None
        except OSError as failure:
            return self.failed(failure.errno)
        return self.result("accepted", "datagram answered")

    def failed(self, code, at_once=False):
        icmp = self.icmp()
        if icmp:
            origin, kind, sub, who = icmp
            refused = (kind, sub) in REFUSING[origin]
            name = "ICMPv6" if origin == ORIGIN_ICMP6 else "ICMP"
            return self.result("rejected" if refused else "unreachable", "%s %d/%d from %s" % (name, kind, sub, who))
        if code == errno.ECONNREFUSED:
            return self.result("rejected", "RST" if self.tcp else "refused")
        if code in (errno.EPERM, errno.EACCES):
            return self.result("rejected", "refused by the sender's own filter")
        if code == errno.ETIMEDOUT:
            return self.result("timeout", "no answer")
        if code == errno.EHOSTUNREACH and not at_once:
            return self.result("unreachable", "no such neighbour")
        return self.result("error", os.strerror(code))

    def icmp(self):
        try:
            _, control, _, _ = self.socket.recvmsg(64, 512, socket.MSG_ERRQUEUE)
        except OSError:
            return None  # an empty error queue is how the kernel says that no ICMP message came
        for _, _, data in control:
            _, origin, kind, sub = struct.unpack_from("=IBBB", data)
            if origin not in REFUSING:
                continue
            if origin == ORIGIN_ICMP6:
                return origin, kind, sub, socket.inet_ntop(socket.AF_INET6, data[24:40])
            return origin, kind, sub, socket.inet_ntop(socket.AF_INET, data[20:24])
        return None

    def elapsed(self):
        return time.monotonic() - self.started

    def result(self, outcome, detail):
        if self.sent > 1:
            detail += ", %d datagrams sent" % self.sent
        return {"id": self.job["id"], "outcome": outcome, "ms": round(self.elapsed() * 1000, 1), "detail": detail}


def run(request, report):
    timeout = request["timeoutMs"] / 1000
    waiting, flying = list(request["jobs"])[::-1], set()
    poll = selectors.DefaultSelector()

    def finish(probe, outcome):
        if probe in flying:
            flying.discard(probe)
            poll.unregister(probe.socket)
        probe.socket.close()
        report(outcome)

    while waiting or flying:
        while waiting and len(flying) < IN_FLIGHT:
            probe = Probe(waiting.pop())
            outcome = probe.start()
            if outcome:
                finish(probe, outcome)
                continue
            poll.register(probe.socket, selectors.EVENT_WRITE if probe.tcp else selectors.EVENT_READ, probe)
            flying.add(probe)
        for key, _ in poll.select(0.05):
            outcome = key.data.ready()
            if outcome:
                finish(key.data, outcome)
        for probe in list(flying):
            outcome = None
            if probe.elapsed() > timeout:
                outcome = probe.result("timeout", "no answer")
            elif not probe.tcp and probe.elapsed() > probe.sent * UDP_RESEND_S:
                probe.sent += 1
                outcome = probe.send()
            if outcome:
                finish(probe, outcome)


def main():
    def report(outcome):
        print(json.dumps(outcome), flush=True)

    run(json.load(sys.stdin), report)


if __name__ == "__main__":
    main()
