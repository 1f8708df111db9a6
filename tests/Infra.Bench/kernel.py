"""Loads rules into network namespaces and measures; prints JSON, one object a back end of iptables.

arguments: DIRECTORY (sets, rules.v4, rules.v6, linear.v4), TRAFFIC (path of traffic.py), NODE (the directory that becomes
/usr/local on nodes), SOURCE (the peer that connects)
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

NODE, PORT, ROUNDS, CONNECTS, RELOADS, LOADS = "10.64.0.10", "12007", 6, 250, 20, 21

# Each connection: handshake, one byte there and back, closed by a reset so that no port stays taken.
CLIENT = """
import socket, struct, sys, time
source, target, port, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
taken = []
for _ in range(count):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    s.bind((source, 0))
    started = time.perf_counter()
    s.connect((target, port))
    s.sendall(b"x")
    s.recv(1)
    taken.append((time.perf_counter() - started) * 1e6)
    s.close()
print(" ".join("%.1f" % t for t in taken))
"""

SERVER = """
import socket, sys, threading
l = socket.socket()
l.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
l.bind(("", int(sys.argv[1])))
l.listen(512)
print("ready", flush=True)
def serve():
    while True:
        c = l.accept()[0]
        try:
            c.sendall(c.recv(1))
        except OSError:
            pass  # reset by the client, which has its byte
        c.close()
threading.Thread(target=serve, daemon=True).start()
sys.stdin.read()
"""

# What a node does with a changed filter: the function that infra-apply calls, warm as it is after reading the bundle.
LOADER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from firewall import load_firewall
for directory in sys.argv[2:]:
    started = time.perf_counter()
    load_firewall(directory)
    print((time.perf_counter() - started) * 1000)
"""


class Space:
    """A network namespace that ends with this program: its holder reads a pipe from here."""

    def __init__(self):
        self.holder = subprocess.Popen(["unshare", "--net", "sh", "-c", "ip link set lo up && echo ready && exec cat"],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self.holder.stdout.readline() != b"ready\n":
            sys.exit("no network namespace: are you root?")
        self.enter = ["nsenter", "--net=/proc/%d/ns/net" % self.holder.pid]

    def run(self, *command, path=None, env=None):
        with open(path or os.devnull, "rb") as data:
            done = subprocess.run([*self.enter, *command], stdin=data, capture_output=True, check=False, env=env)
        if done.returncode:
            sys.exit("%s: %s" % (" ".join(command), done.stderr.decode()))
        return done.stdout.decode()

    def start(self, *command):
        process = subprocess.Popen([*self.enter, *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if process.stdout.readline() != b"ready\n":
            sys.exit("%s did not start" % command[0])
        return process

    def end(self):
        self.holder.stdin.close()
        self.holder.wait()


class Pair:
    """A node and its peer."""

    def __init__(self, source):
        self.node, self.world, self.times = Space(), Space(), []
        self.world.run("sh", "-ec", "ip link add out type veth peer name eth0 netns %d; ip link set out up; ip addr add %s/32 dev out; "
                                    "ip addr add 10.99.0.1/32 dev out; "
                       "ip route add %s dev out" % (self.node.holder.pid, source, NODE))
        self.node.run("sh", "-ec", "ip link set eth0 up; ip addr add %s/32 dev eth0; ip route add default dev eth0" % NODE)
        self.source = source

    def connects(self):
        out = self.world.run("python3", "-I", "-c", CLIENT, self.source, NODE, PORT, str(CONNECTS))
        self.times += [float(word) for word in out.split()]

    def end(self):
        self.world.end()
        self.node.end()


def timed(work):
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


class Node:
    """infra-apply's loader with one back end's tools; the rest of its root is empty but for the kernel's switch."""

    def __init__(self, back_end, program):
        self.program, self.root = program, tempfile.mkdtemp(prefix="infra-bench-node-")
        for directory in ("bin", "sys/kernel"):
            os.makedirs("%s/%s" % (self.root, directory))
        for marker in ("TEST-ROOT", "bin/systemctl"):
            with open("%s/%s" % (self.root, marker), "wb"):
                pass
        for tool in ("iptables", "ip6tables"):
            for end in ("", "-restore"):
                os.symlink(os.path.realpath(shutil.which("%s-%s%s" % (tool, back_end, end))), "%s/bin/%s%s" % (self.root, tool, end))
        os.symlink("/sys/kernel/rcu_expedited", self.root + "/sys/kernel/rcu_expedited")

    def load(self, space, *directories):
        out = space.run("python3", "-I", "-c", LOADER, self.program + "/lib/infra", *directories,
                        env={**os.environ, "INFRA_ROOT": self.root})
        return [float(word) for word in out.split()]

    def end(self):
        shutil.rmtree(self.root)


def load_programs(space, back_end, directory):
    """The three programs alone, one after another, as a shell script would call them."""
    space.run("ipset", "-exist", "restore", path=directory + "/sets")
    for tool, family in (("iptables", "v4"), ("ip6tables", "v6")):
        space.run("%s-%s-restore" % (tool, back_end), "--noflush", "--wait=10", path="%s/rules.%s" % (directory, family))


def linear(space, back_end, directory):
    space.run("iptables-%s-restore" % back_end, "--wait=10", path=directory + "/linear.v4")


def measure_connects(back_end, node, directory, source):
    pairs = {"noRules": Pair(source), "ours": Pair(source), "linear": Pair(source)}
    # In turns, so that a machine that becomes busy is busy for all of them. Each first load finds an empty kernel.
    loads = {"load": [], "programsLoad": [], "linearLoad": []}
    for _ in range(LOADS):
        loads["load"] += node.load(pairs["ours"].node, directory)
        loads["programsLoad"].append(timed(lambda: load_programs(pairs["ours"].node, back_end, directory)))
    for _ in range(5):
        loads["linearLoad"].append(timed(lambda: linear(pairs["linear"].node, back_end, directory)))
    result = {"%s%sMs" % (name, end): of(times) for name, times in loads.items() for end, of in (("", statistics.median), ("Min", min))}
    servers = [pair.node.start("python3", "-I", "-c", SERVER, PORT) for pair in pairs.values()]
    for turn in range(ROUNDS):
        for pair in pairs.values():
            pair.connects()
            if turn == 0:
                pair.times.clear()
    for server in servers:
        server.stdin.close()
        server.wait()
    for pair in pairs.values():
        pair.end()
    result.update(connectUs=statistics.median(pairs["ours"].times), linearConnectUs=statistics.median(pairs["linear"].times),
                  noRulesConnectUs=statistics.median(pairs["noRules"].times))
    return result


def measure_reload(node, directory, traffic, source):
    pair = Pair(source)
    node.load(pair.node, directory)
    server = pair.node.start("python3", "-I", traffic, "serve", PORT)
    hammer = pair.world.start("python3", "-I", traffic, "hammer", source, "10.99.0.1", NODE, PORT)
    # The sources change each time: others come and go, the one that connects stays.
    with open(directory + "/sets", encoding="utf-8") as file:
        lines = file.read().splitlines(keepends=True)
    with tempfile.TemporaryDirectory() as other:
        with open(other + "/sets", "w", encoding="utf-8") as file:
            file.writelines(line for i, line in enumerate(lines) if i % 2 or not line.startswith("add ") or source in line)
        for family in ("v4", "v6"):
            os.symlink("%s/rules.%s" % (directory, family), "%s/rules.%s" % (other, family))
        for turn in range(RELOADS):
            node.load(pair.node, directory if turn % 2 else other)
            time.sleep(0.05)
    hammer.stdin.close()
    counts = json.loads(hammer.stdout.read())
    server.stdin.close()
    server.wait()
    pair.end()
    return {"reloads": RELOADS, "requests": counts["requests"] + counts["connects"], "failed": counts["failed"],
            "slowestMs": counts["slowestMs"]}


def measure(back_end, directory, traffic, program, source):
    node = Node(back_end, program)
    try:
        return {**measure_connects(back_end, node, directory, source), **measure_reload(node, directory, traffic, source)}
    finally:
        node.end()


def main():
    print(json.dumps({back_end: {name: float(value) for name, value in measure(back_end, *sys.argv[1:]).items()}
                      for back_end in ("nft", "legacy")}))


main()
