"""Traffic between two nodes: `serve`, or `measure ADDRESS`, which prints Mbit/s of one connection and the median round trip in us."""
import socket
import statistics
import sys
import threading
import time

PORT, SECONDS, ROUNDS = 12000, 6, 300


def connection(address):
    """Until it is there: the first packet to a peer may have to wait for its keys."""
    for _ in range(20):
        try:
            return socket.create_connection((address, PORT), 3)
        except OSError:
            time.sleep(0.5)
    sys.exit("no connection")


def answer(peer):
    with peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if peer.recv(1) == b"e":
            while data := peer.recv(1):
                peer.sendall(data)
            return
        received = 0
        while data := peer.recv(1 << 18):
            received += len(data)
            if data[-1:] == b"!":
                break
        peer.sendall(received.to_bytes(8, "big"))


def measure(address):
    with connection(address) as peer:
        peer.settimeout(60)
        start = time.monotonic()
        block = b"." * (1 << 16)
        peer.sendall(b"t")
        while time.monotonic() - start < SECONDS:
            peer.sendall(block)
        peer.sendall(b"!")
        received = int.from_bytes(peer.recv(8), "big")
        rate = received * 8 / (time.monotonic() - start) / 1e6
    with connection(address) as peer:
        peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        peer.sendall(b"e")
        trips = []
        for _ in range(ROUNDS):
            start = time.monotonic()
            peer.sendall(b"x")
            peer.recv(1)
            trips.append(time.monotonic() - start)
    print(round(rate, 1), round(statistics.median(trips) * 1e6))


if sys.argv[1] == "serve":
    with socket.create_server(("::", PORT), family=socket.AF_INET6, dualstack_ipv6=True) as server:
        while True:
            threading.Thread(target=answer, args=(server.accept()[0],), daemon=True).start()
else:
    measure(sys.argv[2])
