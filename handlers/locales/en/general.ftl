# Dates and small words. Numbers come as $…; a year comes as text, or it would get a separator.
weekday = { $weekday ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
}
month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-with-weekday = { weekday } { $day } { month }
date-short = { $day } { month }
date-with-year = { $day } { month } { $year }
date-span = { $first } – { $last }
date-span-in-month = { $first }–{ $last } { month }
date-since = since { $date }
date-until = until { $date }
list-separator = ,{" "}
no-such-button = This button belongs to an old message and no longer works. Please send the command again.
gone-search = This search has expired. Please search again.
gone-digest = This digest is no longer kept. Send /today for today’s.
gone-paper = This paper is no longer in the library.
gone-draft = This preview has expired. Please send it again.
gone-topic = This topic is gone. Send /topics to see the current ones.
only-private = { $command } only works in our private chat.
only-private-button = Open the private chat
unknown-chat = Nothing is kept about this chat, so its old buttons no longer work. Send /start to begin.
only-admins = In groups, only admins can do that.
went-wrong = Sorry, something went wrong and nothing was changed. Please try again later; everything else still works.
unknown-command = There is no command { $command }. Send /help for all commands.
previous-page = ‹ Previous
next-page = Next ›
only-words = I can only read text: send a few words to search, or /help to see how it works.
courtesy = { $kind ->
    [thanks] You are welcome!
    [bye] Bye!
   *[hello] Hello!
} Send a few words to find papers, /today for today’s digest, /help for all the rest.
still-working = Things are slower than usual right now. I have your message and will answer as soon as I can.
too-fast = That was a lot at once. Please wait a minute; I will not answer until then.

# Feedback.
feedback-empty = What would you like to say? Put it after the command, as in <code>/feedback a paper is missing today</code>.
feedback-sent = Passed on to the operator, thank you.
feedback-nobody = Sorry, this bot has no operator to pass it on to.
feedback-received = <b>Feedback</b> from { $name } (<code>{ $number }</code>):
