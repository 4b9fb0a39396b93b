"""Work that may break without taking its transaction with it: one message never stops the others."""

import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

logger = logging.getLogger(__name__)


@asynccontextmanager
async def apart(session: AsyncSession, what: str) -> AsyncGenerator[None]:
    """
    Undo what the block did if it breaks, log it as `what`, and go on.

    Trouble with the database itself is no fault of the block and goes through.
    """
    try:
        async with session.begin_nested():
            yield
    except OperationalError:
        raise
    except (SQLAlchemyError, LookupError, ValueError, TypeError, AttributeError):
        logger.exception("storage.broken what=%s", what)
