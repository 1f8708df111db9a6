"""Makes traffic for packet tests.

traffic.py serve PORT          answers each connection: "get N\n" with N bytes, "say X\n" with X, until stdin is closed
traffic.py fetch FROM TO PORT BYTES SECONDS
                               prints how many bytes of BYTES came within SECONDS
traffic.py hammer GOOD BAD TO PORT
                               from address GOOD: requests over 8 standing connections and as many new ones as it can;
                               from address BAD ("-" for none): only tries; until stdin is closed, then prints what became of all
traffic.py ping FROM TO TYPE HOPS
                               sends one ICMP (v4) or ICMPv6 message of a TYPE; prints "reply", or "silence" after 0.4 s
"""
import json
import select
import selectors
import socket
import struct
import sys
import threading
import time


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def serve(port):
    poll, buffers = selectors.DefaultSelector(), {}
    listener = socket.socket(socket.AF_INET6)
    listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("::", int(port)))
    listener.listen(512)
    poll.register(listener, selectors.EVENT_READ)
    poll.register(sys.stdin, selectors.EVENT_READ)
    print("ready", flush=True)
    while True:
        for key, _ in poll.select():
            if key.fileobj is sys.stdin:
                return
            if key.fileobj is listener:
                connection = listener.accept()[0]
                buffers[connection] = b""
                poll.register(connection, selectors.EVENT_READ)
            else:
                answer(poll, buffers, key.fileobj)


def answer(poll, buffers, connection):
    try:
        data = connection.recv(4096)
        buffers[connection] += data
        while b"\n" in buffers[connection]:
            line, buffers[connection] = buffers[connection].split(b"\n", 1)
            word, value = line.split(b" ", 1)
            connection.settimeout(1)
            connection.sendall(b"x" * int(value) if word == b"get" else value + b"\n")
    except OSError:
        data = b""  # the caller went away in the middle; what that means is the caller's to say
    if not data:
        poll.unregister(connection)
        del buffers[connection]
        connection.close()


def fetch(source, target, port, size, seconds):
    got, deadline = 0, time.monotonic() + float(seconds)
    with socket.socket(family(target)) as connection:
        connection.bind((source, 0))
        connection.settimeout(float(seconds))
        connection.connect((target, int(port)))
        connection.sendall(b"get %d\n" % int(size))
        while got < int(size) and time.monotonic() < deadline:
            connection.settimeout(max(0.01, deadline - time.monotonic()))
            try:
                got += len(connection.recv(65536))
            except TimeoutError:
                break
    print(got)


class Hammer:
    def __init__(self, good, bad, target, port):
        self.good, self.bad, self.to = good, bad, (target, int(port))
        self.stop = threading.Event()
        self.counts = dict.fromkeys(["requests", "connects", "refusals", "slowestMs"], 0)
        self.failures = []
        self.lock = threading.Lock()

    def open(self, source):
        connection = socket.socket(family(source))
        connection.settimeout(2)
        connection.bind((source, 0))
        connection.connect(self.to)
        return connection

    def ask(self, connection):
        started = time.monotonic()
        connection.sendall(b"say hello\n")
        if connection.recv(64) != b"hello\n":
            raise OSError("another answer")
        return (time.monotonic() - started) * 1000

    def count(self, what, slow=0.0):
        with self.lock:
            self.counts[what] += 1
            self.counts["slowestMs"] = max(self.counts["slowestMs"], round(slow, 1))

    def fail(self, what, failure):
        with self.lock:
            self.failures.append("%s: %s" % (what, failure))

    def standing(self):
        try:
            with self.open(self.good) as connection:
                while not self.stop.is_set():
                    self.count("requests", self.ask(connection))
                    time.sleep(0.001)
        except OSError as failure:
            self.fail("standing connection", failure)

    def connecting(self):
        while not self.stop.is_set():
            try:
                with self.open(self.good) as connection:
                    self.ask(connection)
                    self.count("connects")
            except OSError as failure:
                self.fail("new connection", failure)
            time.sleep(0.001)

    def trying(self):
        while not self.stop.is_set():
            try:
                self.open(self.bad).close()
                self.fail("denied source", "was let in")
            except ConnectionRefusedError:
                self.count("refusals")
            except OSError as failure:
                self.fail("denied source", failure)
            time.sleep(0.001)

    def run(self):
        trying = [] if self.bad == "-" else [self.trying] * 2
        threads = [threading.Thread(target=work) for work in [self.standing] * 8 + [self.connecting] * 2 + trying]
        for thread in threads:
            thread.start()
        print("ready", flush=True)
        sys.stdin.read()
        self.stop.set()
        for thread in threads:
            thread.join()
        print(json.dumps(dict(self.counts, failures=self.failures[:10], failed=len(self.failures))))


def checksum(data):
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def ping(source, target, kind, hops):
    v6 = ":" in target
    raw = socket.socket(family(target), socket.SOCK_RAW, socket.IPPROTO_ICMPV6 if v6 else socket.IPPROTO_ICMP)
    raw.bind((source, 0))
    if v6:
        raw.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_UNICAST_HOPS, int(hops))
    else:
        raw.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, int(hops))
    body = struct.pack("!BBHHH", int(kind), 0, 0, 4321, 1) + b"infra-ping"
    if not v6:
        body = body[:2] + struct.pack("!H", checksum(body)) + body[4:]
    raw.sendto(body, (target, 0))
    wanted, deadline = (129 if v6 else 0), time.monotonic() + 0.4
    while select.select([raw], [], [], max(0, deadline - time.monotonic()))[0]:
        data, sender = raw.recvfrom(2048)
        message = data if v6 else data[(data[0] & 15) * 4:]
        if sender[0] == target and message[0] == wanted and message[4:6] == struct.pack("!H", 4321):
            print("reply")
            return
    print("silence")


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    if command == "hammer":
        Hammer(*arguments).run()
    else:
        {"serve": serve, "fetch": fetch, "ping": ping}[command](*arguments)


main()
