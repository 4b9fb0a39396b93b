"""Bans, the list of a private instance, invitations and counts of searches, on both databases."""

from datetime import timedelta

from readers import reader
from recording import NOON, TODAY

from storage.chats import chat_by_telegram_id, mark_gone
from storage.current_access import Admission, CurrentAccess
from storage.database import Database, Session
from storage.invitations import LASTS, forget_invitations, make_invitation, use_invitation
from storage.names_of_people import number_of_name
from storage.quotas import set_search_limit, set_topic_limit
from storage.records import ChatState
from storage.search_counts import count_search, forget_search_counts
from storage.standings import (
    Standing,
    ban,
    clear_standing,
    let_in,
    move_standing,
    set_private,
    standing_counts,
    visitor_of,
    visitors,
)
from storage.updates import StoredUpdate, store_updates

DAY = timedelta(days=1)
PERSON, FRIEND, GROUP = 7, 8, -9


async def state_of(session: Session, number: int) -> ChatState:
    chat = await chat_by_telegram_id(session, number)
    assert chat is not None
    return chat.state


async def test_other_processes_see_a_change_by_a_number(database: Database) -> None:
    """Before the first look everybody is admitted; a ban of person or chat holds in either place."""
    access = CurrentAccess()
    assert access.is_open
    async with database.transaction() as session:
        await ban(session, PERSON, NOON)
        await set_topic_limit(session, 10)
        await set_search_limit(session, 0)
    await access.refresh(database)
    assert access.admission(PERSON, GROUP) == (Admission.BANNED, PERSON)
    assert access.admission(FRIEND, GROUP) == (Admission.ADMITTED, GROUP)
    assert (access.limits.topics, access.limits.searches_per_day) == (10, 0)
    async with database.transaction() as session:
        await set_private(session, NOON, is_private=True)
        await let_in(session, GROUP, NOON)
        await let_in(session, PERSON, NOON)
    await access.refresh(database)
    assert access.admission(FRIEND, GROUP) == (Admission.ADMITTED, GROUP)
    assert access.admission(FRIEND, FRIEND) == (Admission.STRANGER, FRIEND)
    assert access.admission(FRIEND, None) == (Admission.STRANGER, FRIEND)
    assert access.admission(PERSON, PERSON) == (Admission.ADMITTED, PERSON)


async def test_who_is_there_is_let_in_and_who_left_by_itself_stays_away(database: Database) -> None:
    """What we did ourselves is undone with it, and nothing else."""
    async with database.transaction() as session:
        for number in (PERSON, FRIEND, GROUP):
            await reader(session, number)
        await mark_gone(session, FRIEND, "blocked", NOON)
        await ban(session, GROUP, NOON)
        await set_private(session, NOON, is_private=True)
        assert await standing_counts(session) == {Standing.ALLOWED: 1, Standing.BANNED: 1}
        await clear_standing(session, PERSON, NOON)
        await clear_standing(session, GROUP, NOON)
        assert [await state_of(session, one) for one in (PERSON, FRIEND, GROUP)] == [ChatState.GONE] * 3
        await set_private(session, NOON, is_private=False)
        states = [await state_of(session, one) for one in (PERSON, FRIEND, GROUP)]
        assert states == [ChatState.ACTIVE, ChatState.GONE, ChatState.ACTIVE]


async def test_a_group_takes_its_standing_along(database: Database) -> None:
    """To the number it has as a supergroup."""
    async with database.transaction() as session:
        await ban(session, GROUP, NOON)
        await move_standing(session, GROUP, -1009)
        assert (await visitor_of(session, -1009)).standing is Standing.BANNED
        found = await visitors(session, Standing.BANNED, 1, after=1)
        assert [one.telegram_id for one in found] == [GROUP]


async def test_an_invitation_is_used_up_and_grows_old(database: Database) -> None:
    """So many times, for so long; a wrong one lets nobody in."""
    async with database.transaction() as session:
        token, other = await make_invitation(session, 2, NOON), await make_invitation(session, 1, NOON)
        assert [await use_invitation(session, token, NOON) for _ in range(3)] == [True, True, False]
        assert await use_invitation(session, other, NOON + LASTS) is False
        assert await use_invitation(session, "nothing", NOON) is False
        await forget_invitations(session, NOON)
        assert await use_invitation(session, other, NOON) is True


async def test_searches_are_counted_by_person_and_day(database: Database) -> None:
    """Each anew."""
    async with database.transaction() as session:
        assert [await count_search(session, PERSON, TODAY) for _ in range(2)] == [1, 2]
        assert await count_search(session, PERSON, TODAY + DAY) == 1
        await forget_search_counts(session, TODAY + DAY)
        assert await count_search(session, PERSON, TODAY) == 1


async def test_a_name_leads_to_its_number(database: Database) -> None:
    """Of who wrote or tapped lately, whatever the case; of groups, too."""
    person = {"id": PERSON, "username": "Lin_X"}
    group = {"id": GROUP, "username": "Readers"}
    contents = [
        {"message": {"from": person, "chat": group}},
        {"poll": {}},
        {"callback_query": {"from": person}},
    ]
    async with database.transaction() as session:
        await store_updates(session, [StoredUpdate(n, 1, one) for n, one in enumerate(contents)], NOON)
        assert await number_of_name(session, "@lin_x") == PERSON
        assert await number_of_name(session, "readers") == GROUP
        assert await number_of_name(session, "lin") is None
