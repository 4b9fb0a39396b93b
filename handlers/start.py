"""/start: the first minute, and deep links that open a paper or search."""

from handlers.context import Call, Replies
from handlers.deep_links import paper_link, searched_text
from handlers.paper import open_paper_link
from handlers.ready_made_choice import ready_made_message
from handlers.search import search_command
from handlers.views.topics import IN_WELCOME
from handlers.views.welcome import time_question


async def start_command(call: Call) -> Replies:
    """Greet with topics to choose, and ask for the hour; a link's payload opens what it names."""
    link = paper_link(call.argument)
    if link is not None:
        return await open_paper_link(call, link)
    text = searched_text(call.argument)
    if text is not None:
        return await search_command(call.with_argument(text))
    welcome = call.say(await ready_made_message(call, IN_WELCOME, 0))
    if call.chat.timezone is not None:
        return (welcome,)
    return (welcome, call.say(time_question(call.chat, call.now)))
