"""/saved and the star on cards: papers that a person keeps, and gets as BibTeX."""

from typing import Any

from telegram import InlineKeyboardMarkup

from handlers.buttons import ExportSaved, SavedCard, SavedPage, SavePaper
from handlers.callbacks import decoded
from handlers.cards import card_for
from handlers.context import Call, Replies
from handlers.replies import EditKeyboard, SendDocument
from handlers.views.bibtex import bibliography
from handlers.views.card import Surroundings
from handlers.views.card_keyboard import save_button
from handlers.views.keyboards import tap
from handlers.views.saved import ids_on_page, nearest_page, page_of, saved_page
from storage.identifiers import PaperId
from storage.papers import paper_by_id, papers_by_id
from storage.records import MessageContent
from storage.saved import save_paper, saved_ids, unsave_paper

FILE_NAME = "chenbao.bib"


async def saved_command(call: Call) -> Replies:
    """List the saved papers."""
    return (call.say(await _page(call, 0)),)


async def show_saved(call: Call, data: SavedPage) -> Replies:
    """Turn to a page of the list."""
    return (call.show(await _page(call, data.page)),)


async def show_saved_card(call: Call, data: SavedCard) -> Replies:
    """Open a saved paper in place of the list; one that is saved no longer has no neighbours."""
    paper = await paper_by_id(call.session, PaperId(data.paper_id))
    if paper is None:
        return (call.toast("gone-paper"),)
    saved = await saved_ids(call.session, _person(call))
    place = saved.index(paper.id) if paper.id in saved else None

    def at(position: int, part: int = 0) -> SavedCard | None:
        if not 0 <= position < len(saved):
            return None
        return SavedCard(page_of(position), saved[position], part)

    page = nearest_page(saved, data.page) if place is None else page_of(place)
    around = Surroundings(
        page=lambda part: SavedCard(page, paper.id, part),
        previous=None if place is None else at(place - 1),
        next=None if place is None else at(place + 1),
        back=tap(call.words.label("saved-back-button"), SavedPage(page)),
    )
    return (call.show(await card_for(call, paper, data.part, around)),)


async def change_saved(call: Call, data: SavePaper) -> Replies:
    """
    Save a paper for whoever taps, or no longer; in groups a tap only ever saves.

    The star below the card turns in place. A group's stays as it is, for it is everybody's.
    """
    paper_id = PaperId(data.paper_id)
    if not data.is_saved and call.is_private:
        await unsave_paper(call.session, _person(call), paper_id)
    elif await paper_by_id(call.session, paper_id) is None:
        return (call.toast("gone-paper"),)
    else:
        await save_paper(call.session, _person(call), paper_id, call.now)
    if not call.is_private:
        return (call.toast("saved-in-group"),)
    toast = call.toast("saved-added" if data.is_saved else "saved-removed")
    markup = call.asked.keyboard
    if markup is None:
        return (toast,)
    rows = _with_star(call, markup, data)
    return toast, EditKeyboard(call.asked.chat_id, call.asked.message_id, rows)


async def export_saved(call: Call, _data: ExportSaved) -> Replies:
    """All saved papers as a file of BibTeX."""
    saved = await saved_ids(call.session, _person(call))
    papers = await papers_by_id(call.session, saved)
    if not papers:
        return (call.toast("saved-none-to-export"),)
    caption = MessageContent(call.words("saved-exported", count=len(papers)))
    text = bibliography(papers.values())
    return (SendDocument(call.asked.chat_id, FILE_NAME, text, caption, call.asked.thread_id),)


async def _page(call: Call, page: int) -> MessageContent:
    saved = await saved_ids(call.session, _person(call))
    papers = await papers_by_id(call.session, ids_on_page(saved, page))
    return saved_page(saved, page, papers, call.words, call.local_day)


def _person(call: Call) -> int:
    """Telegram's number of whoever asks; a private chat has that of its reader."""
    return call.asked.user_id or call.asked.chat_id


def _with_star(call: Call, markup: InlineKeyboardMarkup, data: SavePaper) -> list[list[dict[str, Any]]]:
    """The card's buttons, with the star of the paper as it is now."""
    now = save_button(call.words, PaperId(data.paper_id), is_saved=bool(data.is_saved))
    rows = [[one.to_dict() for one in row] for row in markup.inline_keyboard]
    for row in rows:
        for one in row:
            known = decoded(str(one.get("callback_data", "")))
            if isinstance(known, SavePaper) and known.paper_id == data.paper_id:
                one |= {"text": now.text, "callback_data": now.data}
    return rows
