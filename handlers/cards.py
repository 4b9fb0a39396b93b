"""A paper's card as the person who asked sees it, wherever it is opened from."""

from handlers.context import Call
from handlers.views.card import Reader, Surroundings, card
from storage.records import MessageContent, Paper
from storage.saved import is_saved


async def card_for(call: Call, paper: Paper, part: int, around: Surroundings) -> MessageContent:
    """A page of the card; in groups, where everybody sees the same, nobody's star is lit."""
    person = call.asked.user_id if call.is_private else None
    is_kept = person is not None and await is_saved(call.session, person, paper.id)
    reader = Reader(
        call.chat.language,
        call.chat.reads_papers_in,
        call.services.bot_username,
        is_private=call.is_private,
        is_saved=is_kept,
        has_inline_mode=call.services.has_inline_mode,
    )
    return card(paper, reader, part, around)
