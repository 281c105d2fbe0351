"""The pace over real sockets, as requests arrive at a service 300 ms away."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from servers.roads import ITEMS, PATH, SHORT, SITE, OpenGate
from servers.scripted import Peer, Scripted, http

from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.calltouch.pace import Pace
from planimport_gui.facts.outcomes import Accepted
from planimport_gui.facts.records import Project

REQUESTS = 60
AT_ONCE = 8
ACCEPTED = http(200, b'{"data":{"importLogId":127}}')


@pytest.mark.bench
@pytest.mark.parametrize("jitter", [0.0, 0.05, 0.1], ids=["steady", "±50 ms", "±100 ms"])
def test_sixty_requests_at_300_ms(jitter: float, capsys: pytest.CaptureFixture[str]) -> None:
    dice, lock, arrivals = random.Random(7), threading.Lock(), list[float]()

    def act(peer: Peer) -> None:
        peer.read()
        with lock:
            forth, back = (0.15 + dice.uniform(-jitter, jitter) for _ in range(2))
        time.sleep(forth)
        with lock:
            arrivals.append(time.perf_counter())
        time.sleep(back)
        peer.send(ACCEPTED)

    with Scripted([act]) as server, ThreadPoolExecutor(AT_ONCE) as pool:
        client = CalltouchClient(
            Project(f"http://127.0.0.1:{server.port}{PATH}", SITE), lambda: "token", Pace(earlier=()), timeouts=SHORT
        )
        client.probe(OpenGate())
        arrivals.clear()
        outcomes = list(pool.map(lambda _: client.add(ITEMS, OpenGate()), range(REQUESTS)))
    arrivals.sort()
    assert outcomes == [Accepted(127)] * REQUESTS
    rate = (REQUESTS - 1) / (arrivals[-1] - arrivals[0])
    closest = min(late - early for early, late in zip(arrivals, arrivals[5:], strict=False))
    close = sum(late - early < 1.0 for early, late in zip(arrivals, arrivals[5:], strict=False))
    gap = min(late - early for early, late in pairwise(arrivals))
    with capsys.disabled():
        print(
            f"\npace, jitter ±{jitter * 1000:.0f} ms each way: {rate:.2f} requests a second,"
            f" six within {closest:.3f} s at the closest ({close} times under a second), two within {gap:.3f} s"
        )
    if jitter == 0:
        assert rate >= 4.75
        assert close == 0
