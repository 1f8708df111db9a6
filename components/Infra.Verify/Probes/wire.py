"""
Counts what passes between addresses where this runs: SECONDS ADDRESS... Prints one line: esp N ike N wireguard N other N what. SIGTERM
ends it early.
"""
import ipaddress
import signal
import socket
import struct
import sys
import time

TUNNELS = {500: "ike", 4500: "esp", 4501: "wireguard"}
ends, among = time.monotonic() + float(sys.argv[1]), {ipaddress.ip_address(text) for text in sys.argv[2:]}
found, others = {"esp": 0, "ike": 0, "wireguard": 0, "other": 0}, set()
wire = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))  # ETH_P_ALL
stopped = []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))


def kind(protocol, rest):
    """
    By ports, and in UDP of port 4500 by its first word: zero is key exchange (RFC 3948). A refusal (ICMP, type 3) quotes what it refuses:
    of a tunnel's packet it tells no more than that packet did, so it counts as one.
    """
    if protocol == 1 and len(rest) >= 36 and rest[0] == 3:
        quoted = rest[8:]
        name = kind(quoted[9], quoted[(quoted[0] & 15) * 4:])
        return name if name in found else f"1:{name}"
    if protocol == 17 and len(rest) >= 8:
        ports = struct.unpack_from("!HH", rest)
        name = TUNNELS.get(ports[1]) if ports[0] == ports[1] else None
        return ("ike" if name == "esp" and rest[8:12] == b"\0\0\0\0" else name) or f"17:{ports[1]}"
    return f"{protocol}:{struct.unpack_from('!HH', rest)[1]}" if protocol == 6 and len(rest) >= 4 else f"{protocol}"


while (left := ends - time.monotonic()) > 0 and not stopped:
    wire.settimeout(min(left, 0.2))
    try:
        frame = wire.recv(65536)
    except TimeoutError:
        continue
    family, packet = frame[12:14], frame[14:]
    if family == b"\x08\x00" and len(packet) >= 20:
        source, to, protocol, rest = packet[12:16], packet[16:20], packet[9], packet[(packet[0] & 15) * 4:]
    elif family == b"\x86\xdd" and len(packet) >= 40:
        source, to, protocol, rest = packet[8:24], packet[24:40], packet[6], packet[40:]
    else:
        continue
    if ipaddress.ip_address(source) in among and ipaddress.ip_address(to) in among:
        name = kind(protocol, rest)
        if name not in found:
            others.add(name)
            name = "other"
        found[name] += 1
print(*(f"{name} {count}" for name, count in found.items()), *sorted(others)[:5])
