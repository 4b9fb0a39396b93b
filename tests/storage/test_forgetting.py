"""What became of digests is forgotten after a while; what was shown never comes again."""

from datetime import timedelta

from kept_deliveries import keep_delivery, keep_message
from readers import reader, topic
from recording import NOON, TODAY, digest, entry, record
from sqlalchemy import func, select

from bot.housekeeping import tidy
from storage.alerts import close_alert, mark_told, open_alert
from storage.database import Database, Session
from storage.deliveries import delivery_selection, record_delivery
from storage.forgetting import AT_ONCE
from storage.identifiers import DeliveryId
from storage.raw_files import RawFile, keep_raw_files, packed, raw_hashes
from storage.records import DeliveryState, DigestFormat, EmptyReason, MessageState, Selection
from storage.schedule import Slot
from storage.schema import AlertRow, DeliveryRow, MessageRow, ShownRow
from storage.selection import NewsRules, select_papers

RULES = NewsRules()
KEEP_DAYS = 90
SENT = {"state": MessageState.SENT, "sent_at": NOON}
NOTHING = Selection(groups=(), rest=(), new_papers=0, digest_days=())


async def kept(session: Session) -> list[int]:
    return list(await session.scalars(select(DeliveryRow.id).order_by(DeliveryRow.id)))


async def messages(session: Session) -> int:
    return await session.scalar(select(func.count()).select_from(MessageRow)) or 0


async def test_digests_of_long_ago_go_with_their_messages(database: Database) -> None:
    """After the days that the operator set; younger ones stay."""
    async with database.transaction() as session:
        await keep_delivery(session, SENT, SENT, days=KEEP_DAYS + 1)
        young, _ = await keep_delivery(session, SENT, days=KEEP_DAYS - 1)
    await tidy(database, NOON, RULES, KEEP_DAYS)
    async with database.reading() as session:
        assert (await kept(session), await messages(session)) == ([young], 1)


async def test_newest_digest_and_the_newest_with_papers_stay(database: Database) -> None:
    """By them it is known what is new, and when the last digest came."""
    async with database.transaction() as session:
        empty = {"reason": EmptyReason.NO_NEWS, "state": DeliveryState.EMPTY}
        await keep_delivery(session, SENT, days=KEEP_DAYS + 9)
        full, _ = await keep_delivery(session, SENT, days=KEEP_DAYS + 8)
        await keep_delivery(session, days=KEEP_DAYS + 7, **empty)
        newest, _ = await keep_delivery(session, days=KEEP_DAYS + 6, **empty)
        other, _ = await keep_delivery(session, SENT, days=KEEP_DAYS + 9, chat=200)
    await tidy(database, NOON, RULES, KEEP_DAYS)
    async with database.reading() as session:
        assert await kept(session) == [full, newest, other]


async def test_what_is_still_under_way_stays(database: Database) -> None:
    """A digest that waits to be rendered or sent is not forgotten, however old."""
    async with database.transaction() as session:
        waiting, _ = await keep_delivery(session, SENT, {}, days=KEEP_DAYS + 3)
        planned, _ = await keep_delivery(session, days=KEEP_DAYS + 2, state=DeliveryState.PLANNED)
        newest, _ = await keep_delivery(session, SENT)
    await tidy(database, NOON, RULES, KEEP_DAYS)
    async with database.reading() as session:
        assert await kept(session) == [waiting, planned, newest]


async def test_paper_shown_in_a_forgotten_digest_never_comes_again(database: Database) -> None:
    """Another digest file makes news of it after the days are over; the reader has had it."""
    agent = entry("2603.00001", "Agent", keywords_zh=("智能体",))
    later = NOON + timedelta(days=KEEP_DAYS + 1)
    async with database.transaction() as session:
        who = await reader(session)
        await topic(session, who[1], "智能体")
        await record(session, digest(DigestFormat.SUMMARY, agent))
        selection = await select_papers(session, *who, NOON, RULES)
        assert selection.total == 1
        forgotten = await record_delivery(session, who[1], Slot(NOON, TODAY, "08:00"), selection, NOON)
        await session.execute(DeliveryRow.__table__.update().values(state=DeliveryState.RENDERED))
        next_day = Slot(NOON, TODAY + timedelta(days=1), "08:00")
        await record_delivery(session, who[1], next_day, NOTHING, NOON)
    await tidy(database, later, RULES, KEEP_DAYS)
    async with database.transaction() as session:
        assert await delivery_selection(session, who[0].id, DeliveryId(forgotten or 0)) is None
        assert (await session.scalars(select(ShownRow.delivery_id))).all() == [None]
        on = {"location": "b.md", "digest_on": later.date(), "now": later}
        await record(session, digest(DigestFormat.SUMMARY, agent, entry("2606.00001", "New agent")), **on)
        assert (await select_papers(session, *who, later, RULES)).total == 0


async def test_more_than_fits_into_one_transaction_goes(database: Database) -> None:
    """Each takes a part of the digests in their order, until none is left that is old enough."""
    async with database.transaction() as session:
        _, destination = await reader(session)
        session.add_all(
            DeliveryRow(
                destination_id=destination.id,
                kind="digest",
                local_date=TODAY - timedelta(days=100 + number),
                local_hour="08:00",
                due_at=NOON,
                planned_at=NOON - timedelta(days=100),
                state=DeliveryState.RENDERED,
                selection={},
            )
            for number in range(AT_ONCE + 5)
        )
    await tidy(database, NOON, RULES, KEEP_DAYS)
    async with database.reading() as session:
        assert len(await kept(session)) == 1


async def test_papers_of_the_news_keep_their_digest(database: Database) -> None:
    """Where papers are news for longer than digests are kept, the news decide."""
    async with database.transaction() as session:
        await keep_delivery(session, SENT, days=40)
        await keep_delivery(session, SENT, days=20)
        await keep_delivery(session, SENT)
    await tidy(database, NOON, NewsRules(news_days=30), 7)
    async with database.reading() as session:
        assert len(await kept(session)) == 2


async def test_old_contents_that_nobody_could_read_go(database: Database) -> None:
    """Login pages are others each day; what could be read stays for a better reader, however old."""
    long_ago = NOON - timedelta(days=KEEP_DAYS + 1)
    async with database.transaction() as session:
        for name, refusal, at in (
            ("old", "a page", long_ago),
            ("read", None, long_ago),
            ("young", "a page", NOON),
        ):
            await keep_raw_files(session, [RawFile(name, name, packed(b"x"), 1, None, refusal)], at)
    await tidy(database, NOON, RULES, KEEP_DAYS)
    async with database.reading() as session:
        assert sorted(await raw_hashes(session)) == ["read", "young"]


async def test_old_contents_that_were_corrected_long_ago_go(database: Database) -> None:
    """A list that changes by the hour would else be kept as it was in each; what counts now stays."""
    long_ago = NOON - timedelta(days=KEEP_DAYS + 1)
    async with database.transaction() as session:
        for number, at in enumerate((long_ago, long_ago, NOON, NOON)):
            content = digest(DigestFormat.API, entry("1706.03762", upvotes=number))
            await record(session, content, content_hash=f"{number}", now=at)
            await keep_raw_files(session, [RawFile(f"{number}", "api.md", packed(b"x"), 1, None, None)], at)
    await tidy(database, NOON, RULES, KEEP_DAYS)
    async with database.reading() as session:
        assert await raw_hashes(session) == ["1", "2", "3"]


async def test_old_notices_and_troubles_go(database: Database) -> None:
    """What is over, and known to be; an open trouble stays, however old."""
    long_ago = NOON - timedelta(days=KEEP_DAYS + 1)
    async with database.transaction() as session:
        chat, _ = await reader(session)
        await keep_message(session, chat, notice_key="old", created_at=long_ago, **SENT)
        await keep_message(session, chat, notice_key="young", created_at=NOON, **SENT)
        await keep_message(session, chat, notice_key="waiting", created_at=long_ago)
        for key in ("disk", "poller:a", "poller:b"):
            await open_alert(session, key, {}, long_ago)
            await mark_told(session, key, long_ago)
        for key in ("poller:a", "poller:b"):
            await close_alert(session, key, long_ago)
        await mark_told(session, "poller:a", long_ago)
    await tidy(database, NOON, RULES, KEEP_DAYS)
    async with database.reading() as session:
        notices = await session.scalars(select(MessageRow.notice_key).order_by(MessageRow.notice_key))
        assert notices.all() == ["waiting", "young"]
        assert (await session.scalars(select(AlertRow.key).order_by(AlertRow.key))).all() == [
            "disk",
            "poller:b",
        ]
