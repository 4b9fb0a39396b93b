"""/admin: how many topics a chat may have, and how often a person may search in a day."""

from handlers.buttons import SetQuota
from handlers.context import Call, Replies
from handlers.views.quotas import SEARCH_CHOICES, SEARCHES, TOPIC_CHOICES, TOPICS, quotas_message
from storage.acts import ActKind, record_act
from storage.quotas import set_search_limit, set_topic_limit
from storage.records import MessageContent


async def quotas_panel(call: Call) -> MessageContent:
    """The limits as they are."""
    return quotas_message(call.services.topic_limit, call.services.search_limit, call.chat)


async def set_quota(call: Call, data: SetQuota) -> Replies:
    """Set one of them; other processes follow within seconds."""
    if not call.is_operator or (data.kind, data.limit) not in _POSSIBLE:
        return (call.toast("no-such-button"),)
    topics, searches = call.services.topic_limit, call.services.search_limit
    if data.kind == TOPICS:
        topics, kind = data.limit, ActKind.TOPIC_LIMIT
        await set_topic_limit(call.session, data.limit)
    else:
        searches, kind = data.limit, ActKind.SEARCH_LIMIT
        await set_search_limit(call.session, data.limit)
    await record_act(call.session, kind, data.limit, call.now, by=call.asked.user_id)
    return (call.show(quotas_message(topics, searches, call.chat)),)


_POSSIBLE = frozenset(
    [*((TOPICS, limit) for limit in TOPIC_CHOICES), *((SEARCHES, limit) for limit in SEARCH_CHOICES)]
)
