"""Connections: many at once, clients that vanish, TLS, stopping and starting again."""

import json
import socket
import ssl
import struct
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import trustme
from practice.caller import HEADERS, Caller, plan

from planimport_gui.practice.faults import Fault
from planimport_gui.practice.service import PracticeService
from planimport_gui.practice.wire import LINGER


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def tls(authority):
    """A server context and a client context that trusts it."""
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.issue_cert("127.0.0.1").configure_cert(server)
    authority.configure_trust(client)
    return server, client


def request(service, body, length=None):
    """The bytes of an add request."""
    lines = [f"POST {service.address.split(str(service.port))[1]}/plans-import/add HTTP/1.1", "Host: x"]
    lines += [f"{name}: {value}" for name, value in HEADERS.items()]
    return "\r\n".join([*lines, f"Content-Length: {length or len(body)}", "", ""]).encode() + body


def test_twenty_at_once_all_arrive_once(serve):
    service, caller = serve(latency=0.05)
    with ThreadPoolExecutor(20) as pool:
        ids = list(pool.map(lambda n: caller.accepted([plan(n)]), range(60)))
    assert len(set(ids)) == 60
    assert sorted(ids) == list(range(900000001, 900000061))
    assert set(service.imported().values()) == {1}
    assert [record.number for record in service.requests] == list(range(1, 61))


@pytest.mark.parametrize("part", [0.1, 0.5, 0.99])
def test_a_client_that_dies_within_its_request_imports_nothing(serve, capfd, part):
    service, caller = serve()
    body = json.dumps({"items": [plan()]}).encode()
    whole = request(service, body)
    for reset in (False, True):
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            client.sendall(whole[: int(len(whole) * part)])
            if reset:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(LINGER, 1, 0))
    caller.accepted([plan(2)])
    service.stop()
    assert service.imported().total() == 1
    assert capfd.readouterr() == ("", "")


def test_a_client_that_dies_before_the_answer_has_imported(serve, capfd):
    service, _ = serve(latency=0.1)
    with socket.create_connection(("127.0.0.1", service.port)) as client:
        client.sendall(request(service, json.dumps({"items": [plan()]}).encode()))
        while not service.arrivals:
            time.sleep(0.01)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(LINGER, 1, 0))
    service.stop()
    assert service.imported().total() == 1
    assert capfd.readouterr() == ("", "")


def test_nonsense_is_answered_and_printed_nowhere(serve, capfd):
    service, caller = serve()
    for nonsense in (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"HELLO\r\n\r\n", b"\r\n", b"GET /\x00 HTTP/9.9\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            client.sendall(nonsense)
            client.shutdown(socket.SHUT_WR)
            client.recv(1000)
    caller.accepted([plan()])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("header", "code"),
    [(b"Transfer-Encoding: chunked", 411), (b"Content-Length: -1", 400), (b"Content-Length: 99999999999", 413)],
)
def test_a_body_without_a_usable_length(serve, header, code):
    service, _ = serve()
    with socket.create_connection(("127.0.0.1", service.port)) as client:
        client.sendall(b"POST /x HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n\r\n")
        assert client.recv(1000).split()[1] == str(code).encode()


def test_a_connection_may_be_used_again(serve):
    service, caller = serve()
    connection = caller.connection()
    for n in range(3):
        body = json.dumps({"items": [plan(n)]})
        connection.request("POST", caller.parts.path + "/plans-import/add", body, HEADERS)
        assert json.loads(connection.getresponse().read())["data"] == {"importLogId": 900000001 + n}
    connection.close()
    assert service.imported().total() == 3


def test_over_tls(serve, tls):
    server, client = tls
    service, _ = serve(tls=server)
    caller = Caller(service.address, tls=client)
    assert service.address.startswith("https://")
    assert caller.status(caller.accepted([plan()])).data["status"] == "success"
    service.faults = lambda facts: Fault(raw=b"\x17\x03\x03\x00\x05wrong", beneath_tls=True, execute=True)
    with pytest.raises(ssl.SSLError):
        caller.add([plan()])
    assert service.imported().total() == 2


def test_who_speaks_no_tls_disturbs_nobody(serve, tls, capfd):
    server, client = tls
    service, _ = serve(tls=server)
    with socket.create_connection(("127.0.0.1", service.port)) as stranger:
        stranger.sendall(b"POST / HTTP/1.1\r\n\r\n")
    untrusting = Caller(service.address, tls=ssl.create_default_context())
    with pytest.raises(ssl.SSLCertVerificationError):
        untrusting.add([plan()])
    assert Caller(service.address, tls=client).add([plan()]).code == 200
    assert capfd.readouterr() == ("", "")


def test_stopped_it_refuses_connections_and_started_again_it_remembers(serve):
    service, caller = serve()
    address, log_id = service.address, caller.accepted([plan()])
    service.stop()
    service.stop()
    with pytest.raises(ConnectionRefusedError):
        caller.status(log_id)
    service.start()
    assert service.address == address
    assert caller.status(log_id).data["status"] == "success"


def test_stopping_ends_idle_connections(serve):
    service, caller = serve()
    connection = caller.connection()
    connection.request("GET", "/practice/state")
    connection.getresponse().read()
    service.stop()
    with connection.sock as idle:
        assert idle.recv(10) == b""


def test_a_port_in_use_is_an_error(serve):
    service, _ = serve()
    with pytest.raises(OSError, match=r"."):
        PracticeService(port=service.port).start()


def test_as_a_context():
    with PracticeService() as service:
        assert Caller(service.address).state()["scenario"] == "ok"
    with pytest.raises(OSError, match=r"."):
        Caller(service.address).state()


def test_an_error_in_a_tests_own_fault_is_kept_and_not_printed(capfd):
    def broken(facts):
        raise LookupError("a slip")

    with PracticeService(faults=broken) as service, pytest.raises(OSError, match=r"."):
        Caller(service.address).add([plan()])
    assert [repr(crash) for crash in service.crashes] == ["LookupError('a slip')"]
    assert capfd.readouterr() == ("", "")
