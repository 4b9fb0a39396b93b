/**
 * What is offered while a person types: the bot's commands after a slash, and the bot's
 * inline results after its name.
 */
import { commandsFor } from "./commands.js";
import { createInlineQueries } from "./inline_queries.js";
import { createListbox } from "./listbox.js";

/**
 * The suggestions of one chat. `sendCommand` gets a command with its slash, `complete` a
 * text for the field; `askInline`, `chooseInline` and `startWith` are chat actions.
 */
export function createSuggestions({ store, words, chat, speaker, sendCommand, complete, actions }) {
  const list = createListbox({ label: words.suggestions, choose });
  const inline = createInlineQueries({ ask: actions.askInline, onResults: showResults });
  let results = [];

  function commandOptions(beginning = "") {
    return commandsFor(store.bot.commands ?? {}, chat(), store.people.get(speaker()))
      .filter(({ command }) => command.startsWith(beginning))
      .map(({ command, description }) => ({ kind: "command", name: `/${command}`, detail: description }));
  }

  function showResults(answer, isFirstPage) {
    const found = answer.results.map((result) => ({
      kind: "result",
      name: result.title ?? result.id,
      detail: result.description,
      tile: firstLetter(result.title ?? result.id),
      queryId: answer.inline_query_id,
      resultId: result.id,
    }));
    results = isFirstPage ? found : [...results, ...found];
    const { button, next_offset: nextOffset } = answer;
    list.open(
      [
        ...(button ? [{ kind: "button", name: button.text, payload: button.start_parameter }] : []),
        ...results,
        ...(nextOffset ? [{ kind: "more", name: words.moreResults, offset: nextOffset }] : []),
      ],
      words.noResults,
    );
  }

  function choose(option) {
    if (option.kind === "more") {
      inline.more(option.offset);
      return;
    }
    close();
    if (option.kind === "command") sendCommand(option.name);
    else complete("");
    if (option.kind === "result") actions.chooseInline(option.queryId, option.resultId);
    if (option.kind === "button") actions.startWith(option.payload);
  }

  function close() {
    inline.stop();
    list.close();
  }

  return {
    element: list.element,
    close,
    answered: inline.answered,
    get isOpen() {
      return list.isOpen;
    },
    get markedId() {
      return list.isOpen ? list.markedId : undefined;
    },
    /** Offers what fits the text in the field. */
    suggest(text) {
      const [, command] = /^\/(\w*)$/.exec(text) ?? [];
      const [, name, query] = /^@(\w+)\s(.*)$/s.exec(text) ?? [];
      const isInline = name?.toLowerCase() === store.bot.username.toLowerCase();
      // Results stay until those of the longer query come, or the list would flicker at every letter.
      if (!isInline) close();
      if (command !== undefined) list.open(commandOptions(command));
      if (isInline) inline.type(query);
    },
    toggleCommands() {
      if (list.isOpen) close();
      else list.open(commandOptions(), words.noCommands);
    },
    /** Whether a key was meant for the list. */
    takesKey(key) {
      const option = list.marked;
      if (key === "Escape" && list.isOpen) close();
      else if (option && ["ArrowDown", "ArrowUp"].includes(key)) list.move(key === "ArrowDown" ? 1 : -1);
      else if (option && key === "Enter") choose(option);
      else if (option?.kind === "command" && key === "Tab") {
        close();
        complete(`${option.name} `);
      } else return false;
      return true;
    },
  };
}

/** What stands for a picture: pictures of other hosts are not fetched. */
function firstLetter(text) {
  return /[\p{Letter}\p{Number}]/u.exec(text)?.[0].toUpperCase() ?? "·";
}
