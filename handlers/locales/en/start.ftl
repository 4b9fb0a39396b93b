# The first minute.
welcome =
    <b>Hello, this is Chenbao, the morning paper.</b>
    Every morning, the AI papers you care about on one screen; any words you send are a search.

    Pick a few topics: tap to follow, tap again to unfollow. Or say it yourself, as in <code>/subscribe agent memory</code>.
welcome-group =
    <b>Hello, this is Chenbao, the morning paper.</b>
    Every morning, the AI papers this group cares about on one screen. Search any time with <code>/search words</code>.

    Admins can pick topics here, or send <code>/subscribe agent memory</code>.
time-proposal =
    <b>When should it come?</b>
    Every day at { $hours }, Beijing time? Nothing is sent before you tap.
time-question =
    <b>What time is it for you now?</b>
    Tap your clock, and the digest comes every day at { $hours } your time. If it is not listed, send something like <code>/settings Europe/Berlin</code>.
time-confirm = Yes, every day at { $hours }
time-other-zone = Another zone
time-confirmed =
    <b>Agreed: every day at { $hours } ({ $zone }).</b>
    The first one: { $first }. At { $hours } the papers of the day are often not out yet, so it brings the latest day’s.
time-confirmed-preview = If it came right now, it would be this:
time-confirmed-no-topics = You follow no topic yet. Pick some, so that there is something to bring.
time-settings-button = Settings
