"""What a chat follows goes along where Telegram makes two chats one, or its admins choose one thread for all."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from storage.records import UNRENDERED
from storage.schema import DeliveryRow, DestinationRow, MessageRow, ShownRow, SteeringRow, TopicRow
from storage.settling import UNFINISHED


async def merge_chat(session: AsyncSession, old_id: int, new_id: int) -> None:
    """
    Give topics, shown papers, unsent messages and steerings of the chat `old_id` to `new_id`, which keeps its own.

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
        update(SteeringRow).where(SteeringRow.steered_id == old_id).values(steered_id=new_id)
    )
    await session.execute(
        update(MessageRow)
        .where(MessageRow.chat_id == old_id, MessageRow.state.in_(UNFINISHED))
        .values(chat_id=new_id)
        .execution_options(synchronize_session=False)
    )


async def gather_topics(session: AsyncSession, chat_id: int, destination_id: int) -> int:
    """
    Let one destination of a chat follow all that its others follow; the number of topics that came.

    What the others have shown counts as shown there, too. What they have planned still comes to them.
    """
    others = await session.scalars(
        select(DestinationRow.id).where(
            DestinationRow.chat_id == chat_id, DestinationRow.id != destination_id
        )
    )
    gathered = 0
    for other in others.all():
        gathered += await _give_topics(session, other, destination_id)
        await _give_shown(session, other, destination_id)
        await session.execute(delete(TopicRow).where(TopicRow.destination_id == other))
    return gathered


async def _merge_destination(session: AsyncSession, old_id: int, new_id: int) -> None:
    await _give_topics(session, old_id, new_id)
    # What the group was about to get is cancelled, so nobody has seen it; the next digest may bring it.
    planned = select(DeliveryRow.id).where(
        DeliveryRow.destination_id == old_id, DeliveryRow.state.in_(UNRENDERED)
    )
    await session.execute(
        delete(ShownRow).where(ShownRow.delivery_id.in_(planned)).execution_options(synchronize_session=False)
    )
    await _give_shown(session, old_id, new_id)


async def _give_topics(session: AsyncSession, old_id: int, new_id: int) -> int:
    """All topics but those that are followed there already."""
    followed = select(TopicRow.query_id).where(TopicRow.destination_id == new_id)
    given = await session.scalars(
        update(TopicRow)
        .where(TopicRow.destination_id == old_id, TopicRow.query_id.not_in(followed))
        .values(destination_id=new_id)
        .returning(TopicRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(given.all())


async def _give_shown(session: AsyncSession, old_id: int, new_id: int) -> None:
    known = select(ShownRow.paper_id).where(ShownRow.destination_id == new_id)
    await session.execute(
        update(ShownRow)
        .where(ShownRow.destination_id == old_id, ShownRow.paper_id.not_in(known))
        .values(destination_id=new_id)
        .execution_options(synchronize_session=False)
    )
