"""
The Bot API on this machine, with a page to chat in.

A process of its own: it imports nothing of the bot, so what it accepts or refuses follows
from the published Bot API alone, and the bot talks to it over HTTP as it would to Telegram.
"""
