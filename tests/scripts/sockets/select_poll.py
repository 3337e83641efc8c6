# select, poll, epoll and selectors on pairs of sockets and pipes.
import os
import select
import selectors
import socket
import threading

one, two = socket.socketpair()
print(select.select([one, two], [], [], 0))
two.send(b"x")
readable, writable, exceptional = select.select([one, two], [one], [], 5)
print(readable == [one], writable == [one], exceptional)
print(select.select([one.fileno()], [], [], None)[0] == [one.fileno()])

poll = select.poll()
poll.register(one, select.POLLIN)
poll.register(two)
print([(fd == one.fileno(), event) for fd, event in sorted(poll.poll(0))][:1], len(poll.poll()))
poll.modify(two, select.POLLIN)
print(poll.poll(10) == [(one.fileno(), select.POLLIN)])
poll.unregister(one)
print(poll.poll(0))

with select.epoll() as epoll:
    epoll.register(one, select.EPOLLIN)
    print(epoll.poll(1) == [(one.fileno(), select.EPOLLIN)], epoll.closed)
    epoll.modify(one.fileno(), select.EPOLLOUT)
    print(epoll.poll() == [(one.fileno(), select.EPOLLOUT)])
    epoll.unregister(one)
    print(epoll.poll(0))
print(epoll.closed)

for kind in (selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
    with kind() as selector:
        key = selector.register(one, selectors.EVENT_READ, "data")
        print(kind.__name__, key.fd == one.fileno(), key.events, key.data)
        selector.register(two, selectors.EVENT_READ | selectors.EVENT_WRITE)
        found = selector.select(1)
        print(sorted((key.fileobj is one, events) for key, events in found))
        selector.modify(one, selectors.EVENT_WRITE, 5)
        print(selector.get_key(one).data, len(selector.get_map()))
        selector.unregister(two)
        print([(key.data, events) for key, events in selector.select()])
        for wrong in (lambda: selector.register(one, 1), lambda: selector.register(two, 8),
                      lambda: selector.unregister(two), lambda: selector.register("x", 1)):
            try:
                wrong()
            except (KeyError, ValueError) as error:
                print(type(error).__name__, str(error).split("<")[0])

reader, writer = os.pipe()
events = []


def wait():
    with selectors.DefaultSelector() as selector:
        selector.register(reader, selectors.EVENT_READ)
        for key, _ in selector.select():
            events.append(os.read(key.fd, 10))


thread = threading.Thread(target=wait)
thread.start()
os.write(writer, b"wake up")
thread.join()
print(events)
os.close(writer)
print(select.select([reader], [], [], 5)[0] == [reader], os.read(reader, 1))
os.close(reader)


def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


one.close()
for text in """select.select([one], [], [])
select.select([-1], [], [])
select.select(['x'], [], [])
select.select(1, [], [])
select.select([], [], [], -1)
select.select([], [], [], 'x')
select.select([], [], [], 0)
poll.register('x')
poll.unregister(9999)
poll.modify(9999, 1)
epoll.poll()
epoll.fileno()
select.epoll().register(9999)
select.epoll().unregister(two)
select.epoll().poll(0, 0)""".splitlines():
    attempt(text)
two.close()
