"""arXiv ids and links anywhere in what somebody sends."""

from itertools import count
from typing import Any

import pytest
from conversation import ALICE, GROUP, XIAOLIN, Conversation, Message

GEM, ACON, QUASAR = "2510.01051", "2510.00615", "2510.00967"
UNKNOWN = "2510.99999"
_numbers = count(900_000)


def buttons(conversation: Conversation, message: Message) -> list[str]:
    return [one["text"] for row in conversation.rows(message) for one in row]


async def receive(conversation: Conversation, person: int = XIAOLIN, **content: Any) -> list[Message]:
    """The bot's new messages after a message of any shape, as Telegram sends it."""
    before = len(conversation.sandbox.messages(person))
    chat = {"id": person, "type": "private", "first_name": "小林"}
    author = {"id": person, "is_bot": False, "first_name": "小林", "language_code": "zh-hans"}
    message = {"message_id": next(_numbers), "date": 1, "chat": chat, "from": author, **content}
    await conversation.handle({"update_id": next(_numbers), "message": message})
    return conversation.sandbox.messages(person)[before:]


@pytest.fixture
async def started(conversation: Conversation) -> Conversation:
    await conversation.say("/help")
    return conversation


@pytest.mark.parametrize(
    "text",
    [
        GEM,
        f"arXiv:{GEM}v2",
        f"看看 https://arxiv.org/pdf/{GEM}v1.pdf 这篇怎么样？",
        f"https://www.alphaxiv.org/overview/{GEM}",
        f"https://arxiv.org/html/{GEM}v3 和 https://huggingface.co/papers/{GEM}",
        f"昨天的{GEM}很有意思",
    ],
)
async def test_a_text_that_names_a_paper_opens_it(conversation: Conversation, text: str) -> None:
    """In a private chat an id or a link is enough, in a sentence and with a version too."""
    [card] = await conversation.say(text)
    assert card["text"].startswith("GEM: A Gym for Agentic LLMs")
    assert "一句话" in card["text"]


async def test_a_link_behind_words_opens_its_paper(started: Conversation) -> None:
    """Forwarded posts hide their links."""
    entity = {"type": "text_link", "offset": 0, "length": 2, "url": f"https://arxiv.org/abs/{GEM}"}
    origin = {"type": "channel", "date": 1, "chat": {"id": -5, "type": "channel"}, "message_id": 4}
    [card] = await receive(started, text="原文 很长的介绍", entities=[entity], forward_origin=origin)
    assert card["text"].startswith("GEM")


@pytest.mark.parametrize(
    "caption",
    [
        {"caption": f"图一 https://arxiv.org/abs/{GEM}"},
        {
            "caption": "图一",
            "caption_entities": [
                {"type": "text_link", "offset": 0, "length": 2, "url": f"https://arxiv.org/abs/{GEM}"}
            ],
        },
    ],
)
async def test_a_caption_counts_as_a_text(started: Conversation, caption: dict[str, Any]) -> None:
    """A picture of a paper often comes with its link."""
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    [card] = await receive(started, photo=photo, **caption)
    assert card["text"].startswith("GEM")


async def test_pictures_without_words_are_told_once(started: Conversation) -> None:
    """A picture alone gets a hint, each further one of an album gets none."""
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    [hint] = await receive(started, photo=photo)
    assert "只" in hint["text"]
    assert await receive(started, photo=photo, media_group_id="7") == []


async def test_several_papers_come_as_a_list_that_stays(conversation: Conversation) -> None:
    """Each has a button that opens its card below; what we do not have leads to arXiv."""
    text = f"https://arxiv.org/abs/{GEM} arxiv.org/abs/{UNKNOWN} {ACON} 见 {QUASAR[:4]}.1234"
    [listed] = await conversation.say(text, ALICE)
    assert listed["text"].startswith("3 papers\n\n1. GEM: A Gym")
    assert f"2. {UNKNOWN} is not in the library yet." in listed["text"]
    assert "3. ACON" in listed["text"]
    assert buttons(conversation, listed) == ["1", "3"]
    [card] = await conversation.tap(listed, "3", ALICE)
    assert card["message_id"] > listed["message_id"]
    assert card["text"].startswith("ACON")


async def test_a_long_list_of_links_is_cut(conversation: Conversation) -> None:
    """Ten are enough for one message; the rest is counted."""
    text = " ".join(f"arxiv.org/abs/2401.{number:05}" for number in range(1, 14))
    [listed] = await conversation.say(text)
    assert "10. 库里还没有 2401.00010" in listed["text"]
    assert listed["text"].endswith("还有 3 篇没有列出。")
    assert len(listed["entities"]) == 11


async def test_an_unknown_paper_leads_to_arxiv(conversation: Conversation) -> None:
    """The answer says so, whatever else the text says."""
    [answer] = await conversation.say(f"agents https://arxiv.org/abs/{UNKNOWN}v1", ALICE)
    assert answer["text"] == f"{UNKNOWN} is not in the library yet."
    assert conversation.button(answer, "arXiv")["url"] == f"https://arxiv.org/abs/{UNKNOWN}"


async def test_a_number_that_is_no_paper_of_ours_is_searched(conversation: Conversation) -> None:
    """2510.99999 in a sentence may be any number."""
    [answer] = await conversation.say("强化学习 2510.99999")
    assert "2510.99999" in answer["text"]
    assert "库里还没有" not in answer["text"]


@pytest.mark.parametrize(
    "text",
    [
        f"/search id:{GEM} has:code",
        f"/search {GEM} OR {ACON}",
        f"/search https://arxiv.org/abs/{GEM} gym",
        f"id:{GEM} has:code",
    ],
)
async def test_an_id_in_a_query_stays_a_query(conversation: Conversation, text: str) -> None:
    """Who asks with fields or other words after the command wants results."""
    [answer] = await conversation.say(text)
    assert answer["text"].startswith("搜索")


async def test_links_in_groups_are_left_alone(conversation: Conversation) -> None:
    """Members share links all day; /paper is there for who wants the card."""
    conversation.sandbox.result("sendMessage", chat_id=GROUP, text="大家好")
    reply_to = conversation.sandbox.messages(GROUP)[-1]["message_id"]
    text = f"https://arxiv.org/abs/{GEM}"
    conversation.sandbox.send(GROUP, ALICE, text, reply_to_message_id=reply_to)
    [seen] = await conversation.settle()
    assert seen["message"]["text"] == text
    assert len(conversation.sandbox.calls("sendMessage")) == 1
    [card] = await conversation.say(f"/paper {text}", ALICE, GROUP)
    assert card["text"].startswith("GEM")


async def test_paper_takes_several_ids(conversation: Conversation) -> None:
    """The command answers like a text that names them."""
    [listed] = await conversation.say(f"/paper {GEM} {ACON}")
    assert listed["text"].startswith("2 篇论文")
