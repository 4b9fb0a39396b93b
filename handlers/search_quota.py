"""How often a person may search in a day; nothing is counted where there is no limit."""

from handlers.context import Call
from storage.search_counts import count_search


async def is_over_quota(call: Call) -> bool:
    """Count a search; whether it is one too many today, by UTC. Operators have no limit."""
    limit, person = call.services.search_limit, call.asked.user_id
    if not limit or person is None or person in call.services.admins:
        return False
    return await count_search(call.session, person, call.now.date()) > limit
