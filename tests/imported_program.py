"""What `chenbao` imports and reads whatever it is asked to do; whoever forks from here has it already."""

import rjieba  # noqa: F401

from bot import backup_commands, cli, run_command  # noqa: F401
from handlers.words import words_in
from storage.records import Language

for language in Language:
    words_in(language)
