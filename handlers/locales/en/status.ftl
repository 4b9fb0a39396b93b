# The status.
status-title = <b>Status</b>
status-none-yet = Last digest: none yet.
status-last = Last digest: { $moment }, { $count ->
    [one] { $count } paper
   *[other] { $count } papers
}
status-held-days = { "," } from the list of { $days }
status-empty = { $date } brought nothing: { $reason }.
status-empty-no-news = there were no new papers
status-empty-not-published = the sources do not usually publish on such a day
status-empty-no-match = none of the new papers matched your topics
status-empty-sent-at-once = what matched had already been pushed at once
status-empty-held = what matched waits for Chinese summaries
status-on-its-way = The digest of { $date } is on its way.
status-next = Next digest: { $moment }
status-brings = { "," } with new papers, up to the list of { $date }
status-brings-new = { "," } with what is new by then
status-no-next = Next digest: not planned yet; see the settings.
status-no-zone = Next digest: once you have chosen your time zone.
status-source = { $source }: usually here around { $hour }.
status-topics = { $muted ->
    [0] Topics: { $count }
   *[other] Topics: { $count }, { $muted } of them muted
}
status-instant = Instant: { $topics }, up to { $maximum ->
    [one] { $maximum } paper
   *[other] { $maximum } papers
} an hour
status-paused = Paused until { $date }.
status-quiet = Quiet hours: { $first }–{ $last }
status-fine = Everything is in order.
status-trouble = <b>Please note:</b>
status-no-topics = · You follow no topics yet, so there is nothing to bring.
status-all-muted = · All topics are muted, so there is nothing to bring. Send /topics to unmute them.
status-cut-off = · New papers cannot be fetched right now. The bot keeps trying{ $heard ->
    [nobody] .
   *[somebody] , and its operator knows.
}
status-stopped = · The bot has stopped sending{ $heard ->
    [nobody] .
   *[somebody] , and its operator knows.
} Nothing is lost; it will come once sending is back.
status-held-up = · Telegram told the bot to slow down: digests come a little later, and none is lost.
status-waiting-flood = · The digest of { $date } is on its way: Telegram limits how fast the bot may send, next try in about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
status-waiting-restricted = · The digest of { $date } cannot be sent: the bot may not write here. Please ask an admin to allow it.
status-waiting-missing = · The digest of { $date } cannot be sent: Telegram cannot find this chat. Next try in about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
status-waiting-outage = · The digest of { $date } has not arrived: Telegram could not be reached, next try in about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
status-waiting-unconfirmed = · The digest of { $date } may have arrived: Telegram’s confirmation got lost, so it will be sent again in about { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
status-waiting-quiet = · The digest of { $date } waits for your quiet hours to end.
status-dead = · The digest of { $date } could not be sent and will not be tried again. The bot’s operator can resend it; /search finds its papers too.
status-thread-lost = · Its forum topic is gone, so the digest comes to the group itself.
status-sources = · Sources in trouble: { $names }. /admin, Sources, tells why.
