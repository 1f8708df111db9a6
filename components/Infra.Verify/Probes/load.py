"""Opens connections one after the other: SECONDS ADDRESS PORT. Prints how many, how many had no answer, and the longest wait in ms.
A refusal is an answer. A connection waits less than TCP does before it sends again (1 s), so that each lost packet counts. SIGTERM ends
it early."""
import signal
import socket
import sys
import time

ends, address, port = time.monotonic() + float(sys.argv[1]), sys.argv[2], int(sys.argv[3])
total = lost = 0
worst = 0.0
stopped = []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
while time.monotonic() < ends and not stopped:
    start = time.monotonic()
    with socket.socket(socket.AF_INET6) as one:
        one.settimeout(0.95)
        try:
            one.connect((address, port))
        except TimeoutError:
            lost += 1
        except ConnectionRefusedError:
            pass
    total, worst = total + 1, max(worst, time.monotonic() - start)
    time.sleep(0.02)
print(total, lost, round(worst * 1000))
