"""
The composition root: everything is made here, started in order, and stopped in reverse.

Start: bot, index, handlers, jobs, poll loop. Stop: no new updates, running handlers and jobs
end, what is in flight is settled. A process that is killed instead loses nothing but its
place: the database knows where everything stood.
"""

import asyncio
import gc
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.alerting import Alerting, past_outbox
from bot.backlog import Backlog
from bot.digests.retrying import Retrier
from bot.digests.sources.folder import Inbox
from bot.digests.sources.refusals import refused_files
from bot.flooding import PersonLimits
from bot.handling import UpdateHandling
from bot.housekeeping import retention, tidy
from bot.inline_queries import InlineQueries
from bot.intake import Intake
from bot.introducing import introduce_everywhere
from bot.lanes import Lanes
from bot.learning import Learner
from bot.naming_sources import poller
from bot.opening import index_folder
from bot.planning_turn import PlanningTurn
from bot.push.outgoing import Outgoing
from bot.receiving import Receiver
from bot.retry_requests import RetryRequests
from bot.schedule import Job, Schedule
from bot.settings import Settings
from bot.source_lines import source_in
from bot.source_settings import DEFAULT_NAME
from bot.telegram_client import build_application, meet, telegram_request
from bot.tidying_groups import tidy_groups
from bot.watchdog import poll_trouble, report_alive
from handlers.registry import register
from handlers.sent_answers import GroupAnswers
from handlers.services import Services, TopicLimits
from storage.answer_marks import AnswerMarks
from storage.clock import Clock
from storage.current_access import CurrentAccess
from storage.current_lexicon import CurrentLexicon
from storage.database import Database
from storage.instance import bind_bot, instance_of
from storage.search.index import SearchIndex
from storage.search.query import parse
from storage.search.translating import additions_for
from storage.sending_pauses import resume_with_token
from storage.settling import end_leases

logger = logging.getLogger(__name__)

_ASK_SECONDS, _MINUTE_SECONDS, _HOUR_SECONDS = 10, 60, 3_600
_STOP_SECONDS = 17
"""How long running handlers and sends may take to end once we are asked to stop."""
_MARK_SECONDS = 2


class Chenbao:
    """The bot as one process runs it."""

    def __init__(
        self, settings: Settings, token: str, database: Database, clock: Clock, inboxes: Sequence[Path]
    ) -> None:
        """Put the parts together; nothing connects before `run`."""
        self._settings = settings
        self._database = database
        self._clock = clock
        self._rules = settings.news_rules
        self._application = build_application(token, settings.telegram_api_url, settings.telegram_proxy)
        self._polling = telegram_request(settings.telegram_proxy)
        self._outgoing = Outgoing(settings, token, database, clock)
        self._lexicon = CurrentLexicon()
        self._access = CurrentAccess()
        watched = [Inbox(folder, database, clock, news_days=settings.news_days) for folder in inboxes]
        self._intake = Intake(watched, database, self._lexicon)
        self._inboxes = inboxes
        self._poller = poller(database, settings, clock)
        self._retrier = Retrier(database, clock, inboxes, news_days=settings.news_days)
        self._retries = RetryRequests(database, clock, self._retrier, past_outbox(self._outgoing.bot))
        self._learner = Learner(database, clock)
        self._schedule = Schedule()
        self._planning = PlanningTurn(self._intake, database, clock, self._rules)

    def every(self, seconds: float, name: str, job: Job) -> None:
        """Have a further job run while the bot does."""
        self._schedule.every(seconds, name, job)

    async def run(self, stopping: asyncio.Event, *, ready: Callable[[], object]) -> None:
        """
        Run until `stopping` is set; `ready` is called once updates are taken.

        Raises:
            InvalidToken: the token is wrong.
            WrongBot: the database belongs to another bot.
        """
        user = await meet(self._application.bot, stopping)
        if user is None:
            return
        async with self._database.transaction() as session:
            await bind_bot(session, user.id, user.name.removeprefix("@"))
            identity = (await instance_of(session)).identity
            await resume_with_token(session)
            if self._database.is_sqlite:  # ours alone, so whoever held a message is dead
                await end_leases(session)
        self._index = SearchIndex.open(index_folder(self._settings), identity, writable=True)
        try:
            await self._serve(stopping, str(user.username), ready)
        finally:
            self._index.close()
            await self._application.bot.shutdown()

    async def take_in(self) -> None:
        """Ingest what rests in the inboxes and bring index and lexicon up to date."""
        await self._intake.take_in(self._index)

    async def after(self, move: Callable[[], object]) -> None:
        """Move the clock, and plan nothing before all that arrived with the move is taken in."""
        await self._planning.after(move, self.take_in)

    async def _serve(self, stopping: asyncio.Event, username: str, ready: Callable[[], object]) -> None:
        services = self._services(username)
        register(self._application, services)
        handling = UpdateHandling(self._application, services)
        lanes, inline_queries = Lanes(handling.handle), InlineQueries(handling.handle_passing)
        backlog = Backlog(lanes, services)
        receiver = Receiver(
            self._polling,
            self._application.bot.base_url,
            services,
            backlog=backlog,
            limits=PersonLimits(time.monotonic),
            inline_queries=inline_queries,
        )
        self._plan_jobs(receiver, username)
        self._schedule.every(1, "backlog", backlog.fetch)
        await self._application.initialize()
        await self._polling.initialize()
        await self._outgoing.initialize()
        await self._access.refresh(self._database)
        await backlog.recover()
        self._schedule.start()
        introduction = asyncio.create_task(
            introduce_everywhere(self._application.bot, self._database, self._settings.admins)
        )
        # Dictionaries are read at the first question, which somebody typing inline would not wait for.
        await asyncio.to_thread(lambda: additions_for(parse("智能体"), self._lexicon.lexicon))
        # What is loaded now stays; without this the collector would walk it again and again, and
        # a reader's answer would wait for it.
        gc.freeze()
        ready()
        try:
            await receiver.run(stopping)
        finally:
            self._outgoing.stop()
            self._learner.stop()
            self._poller.stop()
            self._retrier.stop()
            introduction.cancel()
            await _within(_STOP_SECONDS, self._schedule.stop, lanes.stop, inline_queries.drain)
            await _within(_MARK_SECONDS, services.marks.drain)
            await self._outgoing.close()
            await self._polling.shutdown()

    def _services(self, username: str) -> Services:
        settings = self._settings
        return Services(
            database=self._database,
            index=self._index,
            lexicon=self._lexicon,
            clock=self._clock,
            rules=self._rules,
            topic_limits=TopicLimits(settings.topic_limit, settings.topic_characters, settings.topic_terms),
            bot_username=username,
            has_inline_mode=self._application.bot.supports_inline_queries,
            marks=AnswerMarks(self._database),
            group_answers=GroupAnswers(self._database, self._clock),
            access=self._access,
            searches_per_day=settings.searches_per_day,
            retention=retention(self._rules, settings.keep_days, settings.gone_days),
            admins=tuple(settings.admins),
            refused_files=lambda: refused_files(self._inboxes),
            default_source=DEFAULT_NAME if settings.sources is None else "",
            ask_retry=self._retries.ask,
            source_in=source_in,
        )

    def _plan_jobs(self, receiver: Receiver, username: str) -> None:
        every = self._schedule.every
        every(2, "inbox", self.take_in)
        every(5, "sources", self._poller.poll_due)
        every(1, "retry", self._retries.carry_out)
        every(2, "plan", self._planning.plan)
        self._outgoing.plan_jobs(every, username)
        every(1, "access", lambda: self._access.refresh(self._database))
        every(_MINUTE_SECONDS, "learn", self._learner.learn_if_due)
        every(_HOUR_SECONDS, "tidy", self._tidy)
        every(
            _ASK_SECONDS, "groups", lambda: tidy_groups(self._outgoing.bot, self._database, self._clock.now())
        )
        every(30, "watchdog", lambda: report_alive(self._settings.notify_socket, receiver.last_turn_at))
        alerting = Alerting(
            self._database,
            self._clock,
            self._settings.admins,
            self._settings.data_dir,
            poll_trouble=lambda: poll_trouble(receiver.last_turn_at, receiver.conflict_since),
            say=past_outbox(self._outgoing.bot),
        )
        every(_MINUTE_SECONDS, "alert", lambda: self._look(alerting))

    async def _tidy(self) -> None:
        settings = self._settings
        await tidy(self._database, self._clock.now(), self._rules, settings.keep_days, settings.gone_days)

    async def _look(self, alerting: Alerting) -> None:
        if self._intake.is_complete:
            await alerting.look()


async def _within(seconds: float, *endings: Callable[[], Awaitable[object]]) -> None:
    """Let everything end; past the deadline we leave, as after a crash, and lose nothing by it."""
    tasks = [asyncio.ensure_future(ending()) for ending in endings]
    _, late = await asyncio.wait(tasks, timeout=seconds)
    if late:
        logger.warning("stop.late tasks=%s", len(late))
