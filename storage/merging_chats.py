"""A chat that Telegram made one with another that we know: what it follows and waits for goes along."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import UNRENDERED
from storage.schema import DeliveryRow, DestinationRow, MessageRow, ShownRow, TopicRow
from storage.settling import UNFINISHED


async def merge_chat(session: AsyncSession, old_id: int, new_id: int) -> None:
    """
    Give topics, shown papers and unsent messages of the chat `old_id` to `new_id`, which keeps its own.

    Destinations of the same thread become one; a topic that both follow is followed once.
    """
    own = await session.scalars(select(DestinationRow).where(DestinationRow.chat_id == new_id))
    threads = {row.thread_id: row.id for row in own}
    old = await session.scalars(select(DestinationRow).where(DestinationRow.chat_id == old_id))
    for row in old.all():
        if row.thread_id in threads:
            await _merge_destination(session, row.id, threads[row.thread_id])
        else:
            row.chat_id = new_id
    await session.flush()
    await session.execute(
        update(MessageRow)
        .where(MessageRow.chat_id == old_id, MessageRow.state.in_(UNFINISHED))
        .values(chat_id=new_id)
        .execution_options(synchronize_session=False)
    )


async def _merge_destination(session: AsyncSession, old_id: int, new_id: int) -> None:
    followed = select(TopicRow.query_id).where(TopicRow.destination_id == new_id)
    await session.execute(
        update(TopicRow)
        .where(TopicRow.destination_id == old_id, TopicRow.query_id.not_in(followed))
        .values(destination_id=new_id)
        .execution_options(synchronize_session=False)
    )
    # What the group was about to get is cancelled, so nobody has seen it; the next digest may bring it.
    planned = select(DeliveryRow.id).where(
        DeliveryRow.destination_id == old_id, DeliveryRow.state.in_(UNRENDERED)
    )
    await session.execute(
        delete(ShownRow).where(ShownRow.delivery_id.in_(planned)).execution_options(synchronize_session=False)
    )
    known = select(ShownRow.paper_id).where(ShownRow.destination_id == new_id)
    await session.execute(
        update(ShownRow)
        .where(ShownRow.destination_id == old_id, ShownRow.paper_id.not_in(known))
        .values(destination_id=new_id)
        .execution_options(synchronize_session=False)
    )
