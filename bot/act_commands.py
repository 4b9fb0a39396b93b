"""`chenbao acts`: what operators did, in chat and on the command line."""

from bot.opening import opened_database
from bot.settings import Settings
from bot.terminal import output, print_json
from storage.acts import Act, acts


async def list_acts(settings: Settings, limit: int, *, as_json: bool) -> int:
    """Print the newest."""
    async with opened_database(settings) as database, database.reading() as session:
        found = await acts(session, limit)
    if as_json:
        print_json([_document(act) for act in found])
        return 0
    for act in found:
        who = "command line" if act.user_id is None else act.user_id
        output().print(
            f"{act.at:%Y-%m-%d %H:%M} UTC  {who}  {act.kind}  {act.subject}",
            soft_wrap=True,
        )
    return 0


def _document(act: Act) -> dict[str, str | int | None]:
    return {
        "at": act.at.isoformat(),
        "operator": act.user_id,
        "act": act.kind,
        "subject": act.subject,
    }
