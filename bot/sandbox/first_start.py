"""Who is there when the sandbox starts for the first time."""

from bot.sandbox.chats import Chat, Chats, Person

XIAOLIN = Person(710_000_001, "小林", "zh-hans", username="xiaolin_reads")
ALICE = Person(710_000_002, "Alice", "en", last_name="Park", username="alice_park")
GROUP_ID = -42_000_001
CHANNEL_ID = -1_001_700_000_001


def furnish(chats: Chats) -> None:
    """Create two people with their private chats, a group and a channel."""
    for person in (XIAOLIN, ALICE):
        add_person(chats, person)
    both = [XIAOLIN.person_id, ALICE.person_id]
    chats.keep_chat(Chat(GROUP_ID, "group", "读论文小组", member_ids=both, admin_ids=[XIAOLIN.person_id]))
    chats.keep_chat(
        Chat(
            CHANNEL_ID,
            "channel",
            "论文频道",
            username="chenbao_sandbox_channel",
            member_ids=both,
            admin_ids=[XIAOLIN.person_id],
            bot_status="administrator",
        )
    )


def add_person(chats: Chats, person: Person) -> Chat:
    """A person with a private chat, in which nothing was said yet."""
    chats.keep_person(person)
    name = " ".join(filter(None, (person.first_name, person.last_name)))
    chat = Chat(person.person_id, "private", name, person_id=person.person_id, member_ids=[person.person_id])
    chats.keep_chat(chat)
    return chat
