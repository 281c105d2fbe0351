"""One client in the hands of many threads."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from servers.roads import ITEMS, OpenGate, Road, TripMaker
from servers.scripted import Peer, http

from planimport_gui.facts.outcomes import Accepted


@pytest.mark.parametrize("road", Road)
def test_everybody_gets_the_answer_to_their_own_request(open_trip: TripMaker, road: Road) -> None:
    def echo(peer: Peer) -> None:
        value = json.loads(peer.read().body)["items"][0]["metric"]["value"]
        peer.send(http(200, json.dumps({"data": {"importLogId": value}}).encode()))

    trip = open_trip(road, echo)
    with ThreadPoolExecutor(12) as pool:
        outcomes = list(pool.map(lambda n: trip.client.add([ITEMS[0]._replace(value=n)], OpenGate()), range(1, 37)))
    assert outcomes == [Accepted(n) for n in range(1, 37)]
    assert trip.server.connections == 36
