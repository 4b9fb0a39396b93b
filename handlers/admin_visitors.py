"""/admin: who may use the bot: bans, the list of a private instance, who wants to be let in, invitations."""

from handlers.buttons import (
    AdminPanel,
    FindVisitor,
    ListVisitors,
    MakeInvitation,
    MeetVisitor,
    SetPrivate,
    SetStanding,
)
from handlers.context import Call, Replies
from handlers.deep_links import invitation_url
from handlers.views.admin import VISITORS
from handlers.views.visitors import (
    VISITORS_PER_PAGE,
    find_question,
    invitation_message,
    let_in_notice,
    list_message,
    visitor_message,
    visitors_message,
)
from storage.acts import ActKind, record_act
from storage.invitations import make_invitation
from storage.names_of_people import number_of_name
from storage.notices import queue_notice
from storage.questions import Question, QuestionKind, ask
from storage.records import ChatState, MessageContent
from storage.standings import (
    Standing,
    ban,
    clear_standing,
    let_in,
    set_private,
    standing_counts,
    visitor_of,
    visitors,
)

_MOST_USES = 100
_LARGEST_NUMBER = 36**11


async def visitors_panel(call: Call) -> MessageContent:
    """How many are banned, let in and waiting, and whether the instance is private."""
    counts = await standing_counts(call.session)
    return visitors_message(counts, call.chat, is_private=call.services.access.is_private)


async def list_visitors(call: Call, data: ListVisitors) -> Replies:
    """Show a page of those with a standing, or the last one where there are fewer."""
    if not call.is_operator or data.standing not in set(Standing):
        return (call.toast("no-such-button"),)
    standing = Standing(data.standing)
    total = (await standing_counts(call.session)).get(standing, 0)
    page = min(data.page, max(0, (total - 1) // VISITORS_PER_PAGE))
    found = await visitors(call.session, standing, VISITORS_PER_PAGE, after=page * VISITORS_PER_PAGE)
    return (call.show(list_message(found, standing, page, total, call.chat)),)


async def meet_visitor(call: Call, data: MeetVisitor) -> Replies:
    """Show a person or chat, and what can be done about it."""
    if not call.is_operator:
        return (call.toast("no-such-button"),)
    shown = await _screen(call, -data.number if data.is_group else data.number)
    return (call.say(shown) if data.is_apart else call.show(shown),)


async def set_visitor_standing(call: Call, data: SetStanding) -> Replies:
    """Ban, let in, or neither; whoever is let in hears of it."""
    number = -data.number if data.is_group else data.number
    is_own = number in call.services.admins
    if not call.is_operator or data.standing not in ("banned", "allowed", "none") or is_own:
        return (call.toast("visitor-operator" if is_own and call.is_operator else "no-such-button"),)
    before = (await visitor_of(call.session, number)).standing
    if data.standing == "banned":
        await ban(call.session, number, call.now)
        await _record(call, ActKind.BANNED, number)
    elif data.standing == "allowed":
        await let_in(call.session, number, call.now)
        await _record(call, ActKind.LET_IN, number)
        if before in (Standing.ASKING, Standing.STRANGER):
            await _tell_let_in(call, number)
    else:
        await clear_standing(call.session, number, call.now)
        await _record(call, ActKind.STANDING_CLEARED, number)
    return (call.show(await _screen(call, number)),)


async def find_visitor(call: Call, _data: FindVisitor) -> Replies:
    """Ask for the number or name of somebody."""
    if not call.is_operator or call.asked.user_id is None:
        return (call.toast("no-such-button"),)
    question = Question(QuestionKind.VISITOR, 0, call.asked.message_id)
    await ask(call.session, call.chat.id, call.asked.user_id, question, call.now)
    return (call.show(find_question(call.chat, AdminPanel(VISITORS))),)


async def visitor_named(call: Call) -> Replies:
    """Show whom an operator named by number or @name."""
    name = call.asked.text.strip() if not call.argument else call.argument
    digits = name.removeprefix("-")
    if digits.isascii() and digits.isdigit():
        number: int | None = int(name)
    else:
        number = await number_of_name(call.session, name)
    if not call.is_operator or number is None or not 0 < abs(number) < _LARGEST_NUMBER:
        return (call.say(MessageContent(call.words("visitor-unknown"))),)
    return (call.say(await _screen(call, number)),)


async def make_private(call: Call, data: SetPrivate) -> Replies:
    """Answer only those who are let in, or everybody."""
    if not call.is_operator:
        return (call.toast("no-such-button"),)
    is_private = bool(data.is_private)
    if is_private != call.services.access.is_private:
        await set_private(call.session, call.now, is_private=is_private)
        await _record(call, ActKind.MADE_PRIVATE if is_private else ActKind.MADE_OPEN, "")
    counts = await standing_counts(call.session)
    return (call.show(visitors_message(counts, call.chat, is_private=is_private)),)


async def invite(call: Call, data: MakeInvitation) -> Replies:
    """Make a link that lets people in."""
    if not call.is_operator or not 0 < data.uses <= _MOST_USES:
        return (call.toast("no-such-button"),)
    token = await make_invitation(call.session, data.uses, call.now)
    await _record(call, ActKind.INVITED, data.uses)
    url = invitation_url(call.services.bot_username, token)
    return (call.say(invitation_message(url, data.uses, call.chat)),)


async def _screen(call: Call, number: int) -> MessageContent:
    is_operator = number in call.services.admins
    return visitor_message(
        await visitor_of(call.session, number),
        call.chat,
        is_operator=is_operator,
        is_private=call.services.access.is_private,
    )


async def _tell_let_in(call: Call, number: int) -> None:
    chat = (await visitor_of(call.session, number)).chat
    if chat is not None and chat.state is ChatState.ACTIVE:
        key = f"let-in:{number}:{call.now.isoformat()}"
        await queue_notice(call.session, chat.id, 0, let_in_notice(chat), key=key, now=call.now)


async def _record(call: Call, kind: ActKind, subject: int | str) -> None:
    await record_act(call.session, kind, subject, call.now, by=call.asked.user_id)
