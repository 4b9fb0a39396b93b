# Who may use the bot: what operators see, and what those read who may not.
entrance-banned = The operator of this bot has banned you; your messages are no longer answered.
entrance-private = This bot is private and only answers people who have been let in. Tap below to ask.
entrance-private-group = This bot is private and has not been let into this group, so it does not answer here; people who have been let in can use it in private. Tap below to ask for this group.
entrance-ask-button = Ask to be let in
entrance-asked = Asked. The bot will tell you once you have been let in.
entrance-open = You have just been let in. Please send that once more.
entrance-let-in = You have been let in. Send /start to begin.
entrance-asks = <b>{ $name }</b> (<code>{ $number }</code>) asks to be let in.
visitors-open = <b>Who may use the bot</b>: everybody who is not banned.
visitors-private = <b>Who may use the bot</b>: only those who were let in, the groups they bring, and operators.
visitors-asking-button = Asking: { $count }
visitors-allowed-button = Let in: { $count }
visitors-banned-button = Banned: { $count }
visitors-find-button = Find by number
visitors-invite-button = Link for one
visitors-invite-many-button = Link for ten
visitors-private-button = Make it private
visitors-open-button = Open it to everybody
visitors-private-question = Make it private? Every chat that uses the bot now stays let in. Others are told once that they can ask, and you get a button for each.
visitors-private-yes-button = Yes, make it private
visitors-open-question = Open it to everybody? Then everybody who is not banned is answered.
visitors-open-yes-button = Yes, open it
visitors-list = <b>Who may use the bot</b>: { $standing }
visitors-nobody = <b>Who may use the bot</b>: nobody is { $standing }.
visitors-invitation = Pass this link on. It lets in { $count ->
    [one] { $count } person
   *[other] { $count } people
} and works for { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
    { $url }
visitor-is-banned = banned
visitor-is-allowed = let in
visitor-is-asking = asking
visitor-is-stranger = not let in
visitor-title = <b>{ $name }</b> (<code>{ $number }</code>)
visitor-since = { $standing } since { $since }
visitor-operator = Runs this bot.
visitor-never-spoke = Has never written to the bot.
visitor-gone = Receives nothing.
visitor-unknown = I know nobody by that name or number. Names are known for three days after their owner last wrote; numbers always work.
visitor-ask = Send the number of a person or chat, or its @name. A number with a minus is a group or channel.
visitor-button = Who is it?
visitor-ban-button = Ban
visitor-unban-button = Lift the ban
visitor-let-in-button = Let in
visitor-take-off-button = Remove from the list
search-quota = You have used today’s { $count ->
    [one] { $count } search
   *[other] { $count } searches
}. You get new ones tomorrow; your digest comes as always.
quotas-title = <b>Limits</b>
quotas-topics = Topics per chat: { $count }
quotas-searches = Searches per person and day: { $count }
quotas-searches-any = Searches per person and day: unlimited
quotas-topics-button = Topics { $count }
quotas-searches-button = Search { $count }
quotas-searches-any-button = Search ∞
visitor-title-unknown = <code>{ $number }</code>
