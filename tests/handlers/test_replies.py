"""Replies are kept as JSON between the commit and the sending."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.replies import (
    Edit,
    EditKeyboard,
    Send,
    SendDocument,
    Toast,
    reply_document,
    reply_from,
)
from storage.records import Button, MessageContent

IDS = st.integers(min_value=-(2**52), max_value=2**52)
WORDS = st.none() | st.text()
BUTTONS = st.builds(Button, text=st.text(), data=WORDS, url=WORDS, copied_text=WORDS, shared_query=WORDS)
CONTENTS = st.builds(
    MessageContent,
    html=st.text(),
    keyboard=st.lists(st.lists(BUTTONS, max_size=2).map(tuple), max_size=2).map(tuple),
    paper_ids=st.lists(IDS, max_size=3).map(tuple),
    preview_url=st.none() | st.text(),
)
REPLIES = st.one_of(
    st.builds(Send, chat=IDS, content=CONTENTS, thread_id=IDS, reply_to=st.none() | IDS),
    st.builds(SendDocument, chat=IDS, file_name=st.text(), text=st.text(), content=CONTENTS, thread_id=IDS),
    st.builds(Edit, chat=IDS, message_id=IDS, content=CONTENTS, thread_id=IDS),
    st.builds(EditKeyboard, chat=IDS, message_id=IDS, rows=st.just([[{"text": "a", "url": "b"}]])),
    st.builds(Toast, query_id=st.text(), text=st.text(), is_alert=st.booleans()),
)


@given(REPLIES)
def test_a_reply_comes_back_from_json(reply: Any) -> None:
    """What a crash leaves in the database is the whole reply, address included."""
    assert reply_from(json.loads(json.dumps(reply_document(reply)))) == reply
