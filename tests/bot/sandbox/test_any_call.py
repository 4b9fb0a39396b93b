"""No call, however strange, makes the server fail."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sandbox_driver import CHANNEL, GROUP, TOKEN, XIAOLIN

from bot.sandbox import people
from bot.sandbox.answers import refusal, success
from bot.sandbox.configuration import SandboxConfiguration
from bot.sandbox.errors import BotAPIError
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import Parameters, UploadedFile
from bot.sandbox.specification import specification
from bot.sandbox.world import World, open_world

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.sampled_from(
        ["", "x", "article", "emoji", "👍", "1", "chat", "https://a.org", "text", "id", "bold"]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "id",
                    "text",
                    "url",
                    "callback_data",
                    "inline_keyboard",
                    "offset",
                    "length",
                    "message_id",
                    "emoji",
                    "command",
                    "description",
                    "title",
                    "input_message_content",
                    "message_text",
                    "reply_markup",
                    "chat_id",
                    "user_id",
                    "language",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
VALUES = st.one_of(
    st.sampled_from(
        ["", "0", "1", "2", "-1", "9" * 30, "true", "null", "html", "HTML", "typing", "zh", "<b>x</b>"]
    ),
    st.sampled_from([str(XIAOLIN), str(GROUP), str(CHANNEL), "@chenbao_sandbox_channel", "attach://photo"]),
    JSON.map(json.dumps),
    st.text(st.characters(codec="utf-8"), max_size=20),
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A world in which 小林 has written twice, without a server around it."""
    opened = open_world(SandboxConfiguration(Path(tmp_path_factory.mktemp("data")), TOKEN))
    person, chat = opened.chats.person(XIAOLIN), opened.chats.chat(XIAOLIN)
    assert person is not None
    assert chat is not None
    for text in ("/start", "x"):
        people.write(opened, chat, person, text)
    yield opened
    opened.store.close()


@given(
    st.sampled_from(sorted(METHODS)).flatmap(
        lambda name: st.tuples(
            st.just(name),
            st.fixed_dictionaries({}, optional=dict.fromkeys(specification()[name], VALUES)),
        )
    ),
    st.sampled_from([b"", b"GIF89a\1\0\1\0", b"\x89PNG"]),
)
def test_every_call_is_carried_out_or_refused(
    world: World, call: tuple[str, dict[str, str]], upload: bytes
) -> None:
    """A method returns something that JSON can hold, or refuses with a Bot API error."""
    name, values = call
    files = {"photo": UploadedFile("p", "image/png", upload)} if upload else {}
    try:
        answer = success(METHODS[name](world, Parameters(values, files)))
    except BotAPIError as error:
        answer = refusal(error)
    assert json.loads(answer.body)["ok"] is (answer.status == 200)
