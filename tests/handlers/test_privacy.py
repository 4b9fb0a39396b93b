"""/privacy is short and says what the program does."""

import pytest
from conversation import GROUP, XIAOLIN, Conversation

from bot.housekeeping import SEARCHES_KEPT, UPDATES_KEPT, retention
from handlers.privacy import privacy_message
from handlers.services import Retention
from handlers.views.measuring import shown_text
from handlers.words import words_in
from storage.news import NewsRules
from storage.records import Language


@pytest.mark.parametrize("is_private", [True, False])
@pytest.mark.parametrize("language", Language)
def test_it_fits_one_message_and_names_every_term(language: Language, *, is_private: bool) -> None:
    """The days are those that are given, not written in the sentences."""
    text = shown_text(
        privacy_message(words_in(language), Retention(41, 42, 43, 44), is_private=is_private).html
    )
    assert len(text) < 1_500
    assert [days for days in ("41", "42", "43", "44") if days not in text] == []
    assert [command for command in ("/export", "/forget") if command not in text] == []


def test_the_days_are_those_of_the_housekeeping() -> None:
    """What the operator set, but never shorter than papers are news."""
    assert retention(NewsRules(), 200) == Retention(UPDATES_KEPT.days, SEARCHES_KEPT.days, 200, 180)
    assert retention(NewsRules(news_days=60), 7).digests_days == 63
    assert (UPDATES_KEPT.days, SEARCHES_KEPT.days) == (3, 30)


async def test_everybody_may_ask(conversation: Conversation) -> None:
    """In private chats by word, in groups by command, admin or not."""
    [private] = await conversation.say("隐私")
    [group] = await conversation.say("/privacy", XIAOLIN, GROUP)
    assert private["text"].startswith("这里保存了什么")
    assert "你收藏的论文" in private["text"]
    assert "群管理员" in group["text"]
