/**
 * Which commands the bot offers in a chat. The choice of scope and language follows the
 * order in the Bot API's BotCommandScope.
 */

/** The commands that apply to a person in a chat; [] where none are set. */
export function commandsFor(commands, chat, person) {
  const isAdmin = chat.admin_ids?.includes(person?.id);
  const scopes =
    chat.type === "private"
      ? [`chat:${chat.id}`, "all_private_chats", "default"]
      : [
          `chat_member:${chat.id}:${person?.id}`,
          ...(isAdmin ? [`chat_administrators:${chat.id}`] : []),
          `chat:${chat.id}`,
          ...(isAdmin ? ["all_chat_administrators"] : []),
          "all_group_chats",
          "default",
        ];
  const language = (person?.language_code ?? "").slice(0, 2);
  const keys = scopes.flatMap((scope) => [`${scope}/${language}`, `${scope}/`]);
  return keys.map((key) => commands[key]).find((list) => list?.length > 0) ?? [];
}
