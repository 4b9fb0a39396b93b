"""What real time brings while nobody touches the clock: samples arrive, a bot falls silent."""

import asyncio
import logging

from bot.sandbox.page_views import is_polling
from bot.sandbox.world import World

TICK_SECONDS = 1.0

logger = logging.getLogger(__name__)


async def keep_ticking(world: World) -> None:
    """Look every second, until cancelled."""
    was_polling = False
    while True:
        deliver_samples(world)
        if is_polling(world) != was_polling:
            was_polling = not was_polling
            world.events.add("bot")
        await asyncio.sleep(TICK_SECONDS)


def deliver_samples(world: World) -> None:
    """Write what is due by now; an inbox that cannot be written is tried again at the next tick."""
    try:
        arrived = world.samples.deliver(world.clock.now())
    except OSError as error:
        logger.warning("samples cannot be written: %s", error)
        return
    if arrived:
        world.events.add("samples", samples=world.samples.as_json())
