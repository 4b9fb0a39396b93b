"""/language: which language the chat is spoken to in, by buttons or by its name."""

from handlers.asking import language_of
from handlers.buttons import SetLanguage
from handlers.context import Call, Replies
from handlers.settings_panels import panel
from handlers.views.settings import LANGUAGE, LANGUAGE_NAMES
from storage.records import Language
from storage.search.folding import fold_case

_OTHER_NAMES = {
    "英文": Language.EN,
    "英语": Language.EN,
    "中文": Language.ZH_HANS,
    "汉语": Language.ZH_HANS,
    "chinese": Language.ZH_HANS,
    "简体": Language.ZH_HANS,
    "简中": Language.ZH_HANS,
    "simplified": Language.ZH_HANS,
    "simplified chinese": Language.ZH_HANS,
    "繁体": Language.ZH_HANT,
    "繁中": Language.ZH_HANT,
    "正体": Language.ZH_HANT,
    "正体中文": Language.ZH_HANT,
    "traditional": Language.ZH_HANT,
    "traditional chinese": Language.ZH_HANT,
    "en": Language.EN,
}
"""Besides what they call themselves; folded."""


async def language_command(call: Call) -> Replies:
    """Set the language that follows the command, else offer all."""
    chosen = _named(call.argument)
    changed = await call.with_wishes(language=chosen) if chosen else call
    return (changed.say(await panel(changed, LANGUAGE)),)


async def set_language(call: Call, data: SetLanguage) -> Replies:
    """Set the language; its panel comes back in it."""
    if data.language not in set(Language):
        return (call.toast("no-such-button"),)
    changed = await call.with_wishes(language=Language(data.language))
    return (changed.show(await panel(changed, LANGUAGE)),)


def _named(text: str) -> Language | None:
    """The language of a name in any language, or of a tag such as zh-TW; None for other texts."""
    wanted = fold_case(text.strip())
    names = {fold_case(name): language for language, name in LANGUAGE_NAMES.items()} | _OTHER_NAMES
    return language_of(wanted) if wanted.startswith("zh") else names.get(wanted)
