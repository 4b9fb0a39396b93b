"""Who may use the bot, as operators see it, and what those read who may not."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from handlers.buttons import (
    AdminPanel,
    AskToEnter,
    FindVisitor,
    ListVisitors,
    MakeInvitation,
    MeetVisitor,
    SetPrivate,
    SetStanding,
)
from handlers.escaping import one_line
from handlers.views.admin import PRIVACY, VISITORS, to_figures
from handlers.views.empty_day import moment
from handlers.views.keyboards import Row, in_pairs, tap, turning
from handlers.views.measuring import cut_to_width
from handlers.words import Words, words_in
from storage.invitations import LASTS
from storage.records import Chat, ChatState, ChatType, MessageContent
from storage.standings import Standing, Visitor

VISITORS_PER_PAGE = 8
_NAME_WIDTH = 30
_LISTS = {
    Standing.ASKING: "visitors-asking-button",
    Standing.ALLOWED: "visitors-allowed-button",
    Standing.BANNED: "visitors-banned-button",
}
_STANDINGS = {
    Standing.BANNED: "visitor-is-banned",
    Standing.ALLOWED: "visitor-is-allowed",
    Standing.ASKING: "visitor-is-asking",
    Standing.STRANGER: "visitor-is-stranger",
}


def visitors_message(counts: Mapping[Standing, int], chat: Chat, *, is_private: bool) -> MessageContent:
    """The panel: who is served, and the lists."""
    words = words_in(chat.language)
    lists = [
        tap(words.label(key, count=counts.get(standing, 0)), ListVisitors(standing, 0))
        for standing, key in _LISTS.items()
    ]
    others = [
        tap(words.label("visitors-find-button"), FindVisitor()),
        *(
            [
                tap(words.label("visitors-invite-button"), MakeInvitation(1)),
                tap(words.label("visitors-invite-many-button"), MakeInvitation(10)),
            ]
            if is_private
            else []
        ),
        tap(
            words.label("visitors-private-button" if not is_private else "visitors-open-button"),
            AdminPanel(PRIVACY),
        ),
    ]
    text = words("visitors-private" if is_private else "visitors-open")
    return MessageContent(text, (*in_pairs([*lists, *others]), to_figures(words)))


def privacy_question(chat: Chat, *, is_private: bool) -> MessageContent:
    """What becoming private, or open again, means."""
    words = words_in(chat.language)
    yes = tap(
        words.label("visitors-open-yes-button" if is_private else "visitors-private-yes-button"),
        SetPrivate(int(not is_private)),
    )
    text = words("visitors-open-question" if is_private else "visitors-private-question")
    return MessageContent(text, ((yes,), _to_panel(words)))


def list_message(
    found: Sequence[Visitor], standing: Standing, page: int, total: int, chat: Chat
) -> MessageContent:
    """A page of those with a standing, each a button."""
    words = words_in(chat.language)
    rows = [(tap(_name(one), _meet(one.telegram_id)),) for one in found]
    pages = max(1, -(-total // VISITORS_PER_PAGE))
    turns = turning(page, pages, words, lambda number: ListVisitors(standing, number))
    title = words("visitors-list" if found else "visitors-nobody", standing=words.label(_STANDINGS[standing]))
    return MessageContent(title, (*rows, *((turns,) if turns else ()), _to_panel(words)))


def visitor_message(visitor: Visitor, chat: Chat, *, is_operator: bool, is_private: bool) -> MessageContent:
    """One person or chat; buttons for another standing."""
    words = words_in(chat.language)
    known = visitor.chat
    number = str(visitor.telegram_id)
    if known is None:
        lines = [words("visitor-title-unknown", number=number)]
    else:
        lines = [words("visitor-title", name=_name(visitor), number=number)]
    if is_operator:
        lines.append(words("visitor-operator"))
    elif visitor.standing is not None and visitor.since is not None:
        since = moment(chat, visitor.since, words)
        lines.append(words("visitor-since", standing=words.label(_STANDINGS[visitor.standing]), since=since))
    if known is None:
        lines.append(words("visitor-never-spoke"))
    elif known.state is ChatState.GONE:
        lines.append(words("visitor-gone"))
    rows = () if is_operator else in_pairs(_standing_buttons(visitor, words, is_private=is_private))
    return MessageContent(Markup("\n").join(lines), (*rows, _to_panel(words)))


def find_question(chat: Chat, back: Any) -> MessageContent:
    """Asks for a number or name."""
    words = words_in(chat.language)
    return MessageContent(words("visitor-ask"), ((tap(words.label("admin-back-button"), back),),))


def invitation_message(url: str, uses: int, chat: Chat) -> MessageContent:
    """The link, to be handed on."""
    return MessageContent(
        words_in(chat.language)("visitors-invitation", url=url, count=uses, days=LASTS.days)
    )


def private_message(chat: Chat) -> MessageContent:
    """What a person, or the members of a group, read who were not let in, once."""
    words = words_in(chat.language)
    is_person = chat.type is ChatType.PRIVATE
    told = words("entrance-private" if is_person else "entrance-private-group")
    return MessageContent(told, ((tap(words.label("entrance-ask-button"), AskToEnter()),),))


def asking_notice(number: int, name: str, operator: Chat) -> MessageContent:
    """Tells an operator who wants to be let in."""
    words = words_in(operator.language)
    told = words("entrance-asks", name=cut_to_width(one_line(name), _NAME_WIDTH), number=str(number))
    row = (
        tap(words.label("visitor-let-in-button"), _standing(number, "allowed")),
        tap(words.label("visitor-ban-button"), _standing(number, "banned")),
    )
    return MessageContent(told, (row,), is_silent=True)


def let_in_notice(chat: Chat) -> MessageContent:
    """Tells a person or group that it was let in."""
    return MessageContent(words_in(chat.language)("entrance-let-in"))


def feedback_row(number: int, words: Words) -> Row:
    """Below what a reader said: who it was."""
    return (tap(words.label("visitor-button"), MeetVisitor(abs(number), int(number < 0), 1)),)


def _standing_buttons(visitor: Visitor, words: Words, *, is_private: bool) -> list[Any]:
    number, standing = visitor.telegram_id, visitor.standing
    offered = []
    if standing is Standing.BANNED:
        offered.append(("visitor-unban-button", "none"))
    if standing is Standing.ALLOWED and is_private:
        offered.append(("visitor-take-off-button", "none"))
    if standing is not Standing.ALLOWED and is_private:
        offered.append(("visitor-let-in-button", "allowed"))
    if standing is not Standing.BANNED:
        offered.append(("visitor-ban-button", "banned"))
    return [tap(words.label(key), _standing(number, name)) for key, name in offered]


def _standing(number: int, standing: str) -> SetStanding:
    return SetStanding(abs(number), int(number < 0), standing)


def _meet(number: int) -> MeetVisitor:
    return MeetVisitor(abs(number), int(number < 0), 0)


def _name(visitor: Visitor) -> str:
    title = one_line(visitor.chat.title) if visitor.chat else ""
    return cut_to_width(title, _NAME_WIDTH) or str(visitor.telegram_id)


def _to_panel(words: Words) -> Row:
    return (tap(words.label("admin-back-button"), AdminPanel(VISITORS)),)
