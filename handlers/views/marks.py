"""What was looked for, made to stand out in the texts of a paper that was found."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.escaping import one_line
from handlers.views.formulas import readable
from handlers.views.headline import title
from handlers.views.markdown import without_marks
from handlers.views.measuring import cut_to_width
from handlers.views.rich_text import RichText, Span, Style
from handlers.views.script import rich_in_script
from storage.records import Language
from storage.search.compiling import Strength
from storage.search.highlighting import Highlighter
from storage.search.syntax import Scope

_MOST_MARKS = 5
"""In one text: a message has room for a hundred entities."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks for one paper, by how it was found; the texts come out as the reader reads them."""

    highlighter: Highlighter
    strength: Strength
    language: Language

    def marked(self, line: str, scope: Scope, style: Style) -> RichText:
        """A line of a part of the paper, what was looked for in a style."""
        return self._styled(line, self.highlighter.spans(line, scope, self.strength), style)

    def sentence(self, texts: Sequence[str], limit_width: int) -> RichText:
        """The sentence of all texts that holds most of what was looked for; empty where none does."""
        paragraphs = [line for text in texts for line in _paragraphs(text)]
        found = self.highlighter.excerpt(paragraphs, limit_width, self.strength)
        return self._styled(found.text, found.spans, Style.BOLD) if found else RichText()

    def listed(self, values: Sequence[str], scope: Scope, limit_width: int) -> RichText:
        """The values on one line, those first that were looked for; empty where none was."""
        lines = [title(value) for value in values]
        wanted = [line for line in lines if self.highlighter.spans(line, scope, self.strength)]
        if not wanted:
            return RichText()
        others = [line for line in lines if line not in wanted]
        return self.marked(cut_to_width(" · ".join([*wanted, *others]), limit_width), scope, Style.BOLD)

    def _styled(self, text: str, places: Sequence[tuple[int, int]], style: Style) -> RichText:
        spans = tuple(Span(start, end, style) for start, end in places[:_MOST_MARKS])
        return rich_in_script(RichText(text, spans), self.language)


def _paragraphs(text: str) -> list[str]:
    lines = (one_line(line).removeprefix("• ") for line in without_marks(readable(text)).split("\n"))
    return [line for line in lines if line]
