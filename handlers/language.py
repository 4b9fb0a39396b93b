"""/language: which language the chat is spoken to in, by buttons or by its name."""

from dataclasses import replace

from markupsafe import Markup

from handlers.asking import language_of
from handlers.buttons import SetLanguage
from handlers.context import Call, Replies
from handlers.escaping import echo
from handlers.replies import SetMenu
from handlers.settings_panels import panel
from handlers.views.settings import LANGUAGE, LANGUAGE_NAMES
from storage.chat_menus import want_own_menu
from storage.records import ChatType, Language
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
    if chosen is None:
        content = await panel(call, LANGUAGE)
        if call.argument:
            unknown = call.words("settings-language-unknown", text=echo(call.argument))
            content = replace(content, html=Markup("\n").join((unknown, content.html)))
        return (call.say(content),)
    changed = await call.with_wishes(language=chosen)
    return (changed.say(await panel(changed, LANGUAGE)), await own_menu(changed))


async def set_language(call: Call, data: SetLanguage) -> Replies:
    """Set the language; its panel comes back in it."""
    if data.language not in set(Language):
        return (call.toast("no-such-button"),)
    changed = await call.with_wishes(language=Language(data.language))
    # Channels have no menus.
    menus = () if changed.chat.type is ChatType.CHANNEL else (await own_menu(changed),)
    return (changed.show(await panel(changed, LANGUAGE)), *menus)


async def menu_where_needed(call: Call) -> Replies:
    """The chat's own menu where Telegram's by the language of the client would not be the right one."""
    language = call.chat.language
    is_other = call.is_private and language is not call.asked.language
    return (await own_menu(call),) if is_other or call.is_operator or language is Language.ZH_HANT else ()


async def own_menu(call: Call) -> SetMenu:
    """The chat's menu in its language; the next start sees to it, should it not get through now."""
    await want_own_menu(call.session, call.chat.id)
    return SetMenu(call.chat.telegram_id, call.chat.language, call.is_private, call.is_operator)


def _named(text: str) -> Language | None:
    """The language of a name in any language, or of a tag such as zh-TW; None for other texts."""
    wanted = fold_case(text.strip())
    names = {fold_case(name): language for language, name in LANGUAGE_NAMES.items()} | _OTHER_NAMES
    return language_of(wanted) if wanted.startswith("zh") else names.get(wanted)
