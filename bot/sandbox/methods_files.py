"""Methods that send pictures and files, and fetch what was sent."""

from typing import Any

from bot.sandbox.composing import begun_message, finished_message
from bot.sandbox.entity import FormattedText
from bot.sandbox.errors import BotAPIError, bad_request
from bot.sandbox.files import ADDRESS_TYPE, StoredFile, picture_size
from bot.sandbox.formatting import formatted_caption
from bot.sandbox.links import checked_link
from bot.sandbox.messages import Message
from bot.sandbox.parameters import Parameters, UploadedFile
from bot.sandbox.world import World

MAX_PHOTO_BYTES = 10_000_000
MAX_FILE_BYTES = 50_000_000
MAX_RATIO = 20
UNSEEN_PHOTO_PIXELS = (640, 360)
"""The size told of a photo that is known by its address alone: the sandbox fetches nothing."""

MAX_SIDES_PIXELS = 10_000


def send_photo(world: World, parameters: Parameters) -> Message:
    """Bot API sendPhoto: an upload, the id of one, or an address that is kept but not fetched."""
    caption = formatted_caption(parameters)
    photo = _sent_file(world, parameters, "photo", MAX_PHOTO_BYTES)
    width, height = _photo_size(photo)
    message = begun_message(world, parameters)
    message["photo"] = [{**photo.as_bot_api(), "width": width, "height": height}]
    return _captioned(world, parameters, message, caption, {"photo_url": photo.page_url})


def send_document(world: World, parameters: Parameters) -> Message:
    """Bot API sendDocument."""
    caption = formatted_caption(parameters)
    document = _sent_file(world, parameters, "document", MAX_FILE_BYTES)
    message = begun_message(world, parameters)
    message["document"] = document.as_document()
    return _captioned(world, parameters, message, caption, {"document": document.as_shown()})


def get_file(world: World, parameters: Parameters) -> dict[str, Any]:
    """Bot API getFile."""
    stored = world.files.find(parameters.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return {**stored.as_bot_api(), "file_path": f"{stored.file_id}/{stored.file_name}"}


def _captioned(
    world: World, parameters: Parameters, message: Message, caption: FormattedText, shown: dict[str, Any]
) -> Message:
    if caption.text:
        message |= caption.as_json("caption", "caption_entities")
    if parameters.boolean("show_caption_above_media"):
        message["show_caption_above_media"] = True
    return finished_message(world, parameters, message, **shown)


def _sent_file(world: World, parameters: Parameters, name: str, limit_bytes: int) -> StoredFile:
    given = parameters.text(name)
    uploaded = parameters.files.get(given.removeprefix("attach://") if given else name)
    if uploaded is not None:
        if len(uploaded.content) > limit_bytes:
            raise BotAPIError(413, "Request Entity Too Large")
        if not uploaded.content:
            raise bad_request("file must be non-empty")
        return world.files.keep(uploaded)
    if not given:
        raise bad_request(f"there is no {name} in the request")
    if (stored := world.files.find(given)) is not None:
        return stored
    address = checked_link(given)
    if not given.startswith(("http://", "https://")) or not address:
        raise bad_request("wrong remote file identifier specified: can't unserialize it")
    return world.files.keep(UploadedFile(address, ADDRESS_TYPE, address.encode()))


def _photo_size(photo: StoredFile) -> tuple[int, int]:
    if photo.media_type == ADDRESS_TYPE:
        return UNSEEN_PHOTO_PIXELS
    size = picture_size(photo.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if width + height > MAX_SIDES_PIXELS or max(size) > MAX_RATIO * max(min(size), 1):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return width, height
