# The first minute.
welcome =
    <b>Hello, this is Chenbao, the morning paper.</b>
    Every morning, the AI papers you care about on one screen. To search, just send me a few words.

    Pick some topics: tap to follow, tap again to unfollow. Or name your own, as in <code>/subscribe agent memory</code>.
welcome-group =
    <b>Hello, this is Chenbao, the morning paper.</b>
    Every morning, the AI papers this group cares about on one screen. Search any time with <code>/search words</code>.

    Admins can pick topics and the time here; nothing is sent before there is a time. Or send <code>/subscribe agent memory</code>.
welcome-time-button = { $hours } ({ $zone })
welcome-zones-button = Choose the time
time-proposal =
    <b>When should it come?</b>
    Every day at { $hours }, Beijing time? Nothing is sent before you tap.
time-question =
    <b>What time is it where you are?</b>
    Tap it, and the digest comes every day at { $hours } your time. Not listed? Send your city, as in <code>/settings Munich</code>.
time-confirm = Yes, every day at { $hours }
time-other-zone = Another time zone
time-confirmed =
    <b>Done: every day at { $hours } ({ $zone }).</b>
    First digest: { $first }. At { $hours } the day’s papers are often not out yet, so you get the latest day’s.
time-confirmed-preview = Right now it would look like this:
time-confirmed-no-topics = You follow no topics yet. Pick a few, so that there is something to bring.
time-settings-button = Settings
