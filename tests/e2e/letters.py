"""What stands in the mails that the running site has sent."""

import re
from email import message_from_string, policy


def text_of(letter: str) -> str:
    body = message_from_string(letter, policy=policy.default).get_body(("plain",))
    assert body is not None
    return body.get_content()


def link_in(letter: str) -> str:
    """The first address in it."""
    found = re.search(r"https?://\S+", text_of(letter))
    assert found
    return found[0]


def code_in(letter: str) -> str:
    """The code to log in with."""
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", text_of(letter), re.MULTILINE)
    assert found
    return found[0]
