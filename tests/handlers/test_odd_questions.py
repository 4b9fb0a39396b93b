"""Questions of every sort: each gets an answer that Telegram takes, and none is markup."""

import pytest
from conversation import ALICE, Conversation

QUESTIONS = [
    "-智能体",
    "-agent -diffusion",
    "NOT 智能体",
    "非 智能体",
    '"智能体',
    '智能体" "记忆',
    "((((智能体",
    "智能体))))",
    "(" * 60 + "agent" + ")" * 60,
    "<b>agent</b> &amp; <a href='x'>记忆</a>",
    "</code><script>agent</script>",
    "agent 😀👩‍👩‍👧‍👦🏳️‍🌈 智能体",
    "😀",
    "\u202eagent\u202c \u200f智能体\u2066",
    "\u202e\u2066",
    "a\u0301gent \u200bagent",
    "智能体" + "\n\n\n" + "记忆",
    "agent " * 682,
    "智能体 OR " * 560,
    "https://example.org/?q=agent&x=<y>",
    "agent*? (a+)+$ [^a]",
    "'; DROP TABLE papers; --",
    "agent NEAR(memory, 3) title:agent^2 agent~1",
    "title: author: has: upvotes:> on: sort:",
    "upvotes:>99999999999999999999 on:2025-13-45 sort:sideways has:nothing 智能体",
    "sort:new",
    "的 了 吗 呢",
    "有没有关于的论文",
    "what is the?",
    "？！……",
    "。",
    "-",
    "OR",
    "٣٤٥ agent",
    "𝒜𝑔𝑒𝑛𝑡 ＡＧＥＮＴ",
    "{ $query } %s %(x)d \\n",
]


@pytest.mark.parametrize("person", [710_000_001, ALICE])
async def test_every_question_gets_one_answer(conversation: Conversation, person: int) -> None:
    """The sandbox refuses broken markup and messages that are too long, as Telegram does."""
    for question in QUESTIONS:
        [said] = await conversation.say(f"/search {question}"[:4096], person)
        assert said["text"], question
        assert len(said["text"].encode("utf-16-le")) <= 2 * 4096, question
    calls = conversation.sandbox.calls("sendMessage")
    assert [call["parameters"]["text"] for call in calls if call["error_code"]] == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("-智能体", "搜索 -智能体：共 "),
        ("<b>agent</b>", "没有找到 <b>agent</b>。"),
        ("\u202eagent", "搜索 agent：共 "),
        ("sort:new", "搜索 sort:new：共 15 篇"),
        ("有没有关于的论文", "有没有关于的论文 里没有能搜索的词。"),
        ("what is the?", "what is the? 里没有能搜索的词。"),
        ("有没有关于强化学习的论文", "搜索 有没有关于强化学习的论文：共 4 篇"),
        ("？！……", "？！…… 里没有能搜索的词。"),
    ],
)
async def test_what_was_asked_is_said_back_as_it_was_written(
    conversation: Conversation, question: str, answer: str
) -> None:
    """Short, without marks that turn the reading direction, and never as markup."""
    [said] = await conversation.say(f"/search {question}")
    assert said["text"].startswith(answer)


async def test_what_could_not_be_used_is_told_where_nothing_else_was_asked(
    conversation: Conversation,
) -> None:
    """With what the field takes."""
    [said] = await conversation.say("/search published:foo")
    assert said["text"].splitlines()[1:] == [
        "没有用到：published:foo",
        "published: 后面可以写 2025, 2025-09, 2025-09-03, 7d",
    ]


async def test_courtesies_are_returned(conversation: Conversation) -> None:
    """As whole messages alone, in any script, whatever the signs: beside other words they are searched."""
    for said, answer in (
        ("谢谢！🙏", "不客气！发几个词就能搜论文"),
        ("謝謝你", "不客气！"),
        ("Hello there~", "你好！"),
        ("晚安", "再见！"),
        ("hello world models", "没有找到 hello world models"),
        ("/search hi", "没有找到 hi"),
    ):
        [answered] = await conversation.say(said)
        assert answered["text"].startswith(answer)
    [thanked] = await conversation.say("thanks!", ALICE)
    assert thanked["text"].startswith("You are welcome! Send a few words")
