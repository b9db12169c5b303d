"""A screen reader of sorts: it starts the program on a session bus and prints what it was told.

`python screen_reader.py PROJECT`, inside `dbus-run-session` and with a screen; JSON on stdout.
"""

import contextlib
import json
import os
import subprocess
import sys
import time

from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, Properties
from jeepney import message_bus as bus
from jeepney import new_method_call as call
from jeepney.io.blocking import open_dbus_connection

ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
PATIENCE = 40


class Reader:
    """Asks the program over AT-SPI."""

    def __init__(self):
        session = open_dbus_connection(bus="SESSION")
        where = call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        self._bus = open_dbus_connection(session.send_and_get_reply(where).body[0])

    def ask(self, thing, face, method, signature=None, *values):
        address = DBusAddress(thing[1], thing[0], f"org.a11y.atspi.{face}")
        reply = self._bus.send_and_get_reply(call(address, method, signature, values))
        assert reply.header.message_type is MessageType.method_return, reply.body
        return reply.body

    def property(self, thing, face, name):
        address = DBusAddress(thing[1], thing[0], f"org.a11y.atspi.{face}")
        return self._bus.send_and_get_reply(Properties(address).get(name)).body[0][1]

    def find(self, thing, role, name):
        """The first thing of this role and name in a tree, or None."""
        found = self.ask(thing, "Accessible", "GetRoleName")[0]
        if found == role and self.property(thing, "Accessible", "Name") == name:
            return thing
        for child in self.ask(thing, "Accessible", "GetChildren")[0]:
            if inside := self.find(child, role, name):
                return inside
        return None

    def listen(self, thing):
        """From now on, hear what happens to a thing."""
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
        self.ask(registry, "Registry", "RegisterEvent", "s", "object:")
        rule = MatchRule(type="signal", sender=thing[0], path=thing[1])
        self._bus.send_and_get_reply(bus.AddMatch(rule))
        self._news = self._bus.filter(rule, bufsize=100).queue
        self.heard(0.7)  # the program hears of it by a signal of its own

    def heard(self, seconds=1.5):
        """What happened, as far as it tells something: its name and its words or numbers."""
        news, end = [], time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                left = max(0.05, end - time.monotonic())
                message = self._bus.recv_until_filtered(self._news, timeout=left)
            except TimeoutError:
                break
            if len(message.body) > 3:
                name = message.header.fields[HeaderFields.member]
                news.append([name, message.body[3][1]])
        return news


def wait_for(find):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(AssertionError):  # a bus that still starts answers with errors
            if found := find():
                return found
        time.sleep(0.2)
    raise TimeoutError


def read(reader, article):
    """All a reader asks of a text."""
    told = {"text": reader.ask(article, "Text", "GetText", "ii", 0, -1)[0]}
    told["count"] = reader.property(article, "Text", "CharacterCount")
    told["interfaces"] = reader.ask(article, "Accessible", "GetInterfaces")[0]
    told["units"] = [
        reader.ask(article, "Text", "GetStringAtOffset", "iu", 10, kind) for kind in range(5)
    ]
    told["runs"] = [
        reader.ask(article, "Text", "GetAttributes", "i", offset) for offset in (0, 10, 30)
    ]
    reader.ask(article, "Text", "AddSelection", "ii", 3, 7)
    told["selection"] = reader.ask(article, "Text", "GetSelection", "i", 0)
    told["selections"] = reader.ask(article, "Text", "GetNSelections")[0]
    reader.ask(article, "Text", "RemoveSelection", "i", 0)
    reader.ask(article, "Text", "SetCaretOffset", "i", 0)
    reader.listen(article)
    reader.ask(article, "Text", "SetCaretOffset", "i", 9)
    told["news"] = reader.heard()
    told["caret"] = reader.property(article, "Text", "CaretOffset")
    told["description"] = reader.property(article, "Accessible", "Description")
    x, y, *_ = reader.ask(article, "Text", "GetCharacterExtents", "iu", 4, 0)
    told["under"] = reader.ask(article, "Text", "GetOffsetAtPoint", "iiu", x + 2, y + 4, 0)[0]
    return told


def main(project):
    reader = Reader()
    environment = os.environ | {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_QPA_PLATFORM": "xcb"}
    program = subprocess.Popen([sys.executable, "-m", "annotator", project], env=environment)
    try:
        programs = wait_for(lambda: reader.ask(ROOT, "Accessible", "GetChildren")[0])
        article = wait_for(lambda: reader.find(programs[0], "text", "Article text"))
        wait_for(lambda: reader.property(article, "Text", "CharacterCount"))
        time.sleep(1)
        told = read(reader, article)
        told["alive"] = program.poll() is None
        json.dump(told, sys.stdout)
    finally:
        program.terminate()
        program.wait(20)


if __name__ == "__main__":
    main(sys.argv[1])
