# Alerts for operators: what happened and what to do next; once more when it is over.
alert-source = ⚠️ A source is late: { $source } is more than { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} behind its usual time. Check what fetches the files and the inbox; put the file there, or run <code>chenbao ingest FILE</code>.
alert-source-over = ✅ { $source } has come; all is well again.
alert-sources = ⚠️ { $count } sources are late:
alert-sources-line = · { $source }: more than { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
} behind its usual time
alert-sources-remedy = Check what fetches the files and the inbox; put the files there, or run <code>chenbao ingest FILE…</code>.
alert-sources-over = ✅ The late digests have come:
alert-sources-over-line = · { $source }
alert-deliveries-failing = ⚠️ Deliveries are failing: in the last hour { $failing ->
    [one] { $failing } message
   *[other] { $failing } messages
} did not get through, { $sent } did. They will be tried again. See why with <code>chenbao deliveries list</code>.
alert-deliveries-failing-over = ✅ Deliveries are getting through again.
alert-dead-letters = ⚠️ { $count ->
    [one] { $count } message
   *[other] { $count } messages
} could not be sent, and we have stopped trying. See why with <code>chenbao deliveries list --state dead</code>; <code>chenbao deliveries retry --dead</code> sends again.
alert-dead-letters-over = ✅ No more messages had to be given up.
alert-sending-stopped = ⛔ Sending has stopped ({ $reason ->
    [token] Telegram refuses the token
   *[chats] many chats suddenly could not be reached
}), so as not to make it worse. Find out why, then run <code>chenbao deliveries resume</code>.
alert-sending-paused = ⚠️ Telegram told the whole bot to wait for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}. It will go on by itself and loses nothing; to go on now, run <code>chenbao deliveries resume</code>.
alert-sending-over = ✅ Sending is back on.
alert-disk = ⛔ The disk is nearly full: { $free } MB left. Once it is full, the bot stops. Free some space, or move CHENBAO_DATA_DIR to a larger disk.
alert-disk-over = ✅ There is enough room on the disk again.
alert-poller = ⛔ No messages are coming in ({ $reason ->
    [conflict] another program uses the same token
   *[stuck] polling is stuck
}), since { $since }. { $reason ->
    [conflict] Stop that program, or give it a token of its own.
   *[stuck] Restart: <code>systemctl restart chenbao</code>.
}
alert-poller-over = ✅ Messages are coming in again.
alert-set-aside = ⚠️ { $count ->
    [one] { $count } digest was
   *[other] { $count } digests were
} set aside because of broken data; the others are fine. See why with <code>chenbao deliveries list</code>.
alert-set-aside-over = ✅ No digests are set aside any more.
alert-rejects = ⚠️ { $count ->
    [one] { $count } entry
   *[other] { $count } entries
} of the newest { $source } could not be read ({ $percent }%), far more than usual: its format may have changed. <code>chenbao formats FILE</code> shows the lines.
alert-rejects-over = ✅ { $source } can be read again.
alert-unplanned = ⚠️ { $count ->
    [one] One chat or thread gets no digest because its data is broken
   *[other] { $count } chats or threads get no digest because their data is broken
}; the others are fine. It is tried again every hour. For the reason, search the log for <code>planning.set-aside</code>.
alert-unplanned-over = ✅ { $count ->
    [one] The chat whose data was broken has its digest again.
   *[other] { $count } chats or threads whose data was broken have their digests again.
}
alert-unreachable = ⚠️ The source <b>{ $name }</b> could not be asked { $times ->
    [one] once
   *[other] { $times } times in a row
}: { $problem }. It is tried again, ever more seldom. <code>chenbao sources</code> shows how all of them fare.
alert-unreachable-over = ✅ The source <b>{ $name }</b> answers again.
alert-unreadable = ⚠️ Nothing in the newest file of the source <b>{ $name }</b> can be read: { $problem }. Its format may have changed, or a login page is in the way. What came before stays. { $place ->
    [panel] “Sources” shows more.
   *[chat] <code>chenbao sources</code> and /admin show more.
}
alert-unreadable-over = ✅ The source <b>{ $name }</b> can be read again.
