# Settings.
settings-main =
    <b>Settings</b>
    Time: { $hours }
    Zone: { $zone }
    At most: { $maximum ->
        [one] { $maximum } paper
       *[other] { $maximum } papers
    }, the rest behind a button
    Language: { $language }
settings-zone-unset = not chosen yet; nothing is sent until then
settings-wait = Chinese summaries: { $state }
settings-wait-on = wait up to { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
settings-wait-off = do not wait
settings-next = Next digest: { $date }, { $hour }
settings-no-next = No digest is planned yet: choose your zone first.
settings-hours-button = Time
settings-zone-button = Zone
settings-maximum-button = Length
settings-language-button = Language / 语言
settings-wait-button = Chinese summaries: { $state }
settings-back-button = « Settings
settings-zones = <b>Zone</b>: tap a city. If yours is not listed, send something like <code>/settings Europe/Berlin</code>.
settings-hours = <b>Time</b>: tap to add, tap again to remove, { $most } at most. For another time send something like <code>/settings 07:30</code>.
settings-maximum = <b>Papers in one digest</b>: the rest stands behind a button.
settings-language = <b>Language</b> of buttons, digests and the command menu. A search finds papers in any language.
settings-papers-button = Papers in
settings-papers = <b>Papers in</b>: the language in which I show a paper. What is not translated yet comes in the other one, and says so.
settings-papers-chinese = Chinese
settings-papers-original-title = Chinese, with the original title
settings-papers-english = English
settings-papers-both = Both
settings-empty-days = <b>Days without papers</b>: shall I say so? It comes without a sound and tells why. On days when the sources do not publish, such as weekends, it never comes.
settings-empty-days-some = The first, then every third
settings-empty-days-daily = Every one
settings-empty-days-never = Never
settings-empty-days-unclear = When shall I say that there are no papers? Write <code>/settings empty days daily</code>, <code>some</code> for the first and every third, or <code>never</code>.
settings-empty-days-button = Days without papers
settings-layout-button = Layout
settings-layout = <b>Layout</b>: compact is one line a paper on one screen; detailed adds the other title, the beginning of the summary and why it came; rich has headings, folded abstracts and real formulas, and sends a sample first. It holds from the next digest on; /today shows it now.
settings-layout-compact = Compact
settings-layout-normal = Detailed
settings-layout-rich = Rich
settings-instant-button = At once
settings-instant-are = Pushed at once: { $count ->
    [one] { $count } topic
   *[other] { $count } topics
}
settings-instant = <b>At once</b>: tap a topic, and its new papers come as they arrive, { $maximum } an hour at most, the rest with the digest, which does not repeat them. Nothing comes in quiet hours, on days off or in a pause; when quiet hours end it follows, and what waited for too long comes with the digest.
settings-instant-no-topics = You follow no topics yet.
settings-silent-button = No sound
settings-hours-one-stays = One time must stay.
settings-hours-many = At most { $most } digests a day.
settings-hour-impossible = { $hour } is not a time of day. Write 00:00 to 23:59, as in <code>/settings 07:30</code>.
settings-zone-unknown = I cannot make sense of { $zone }; nor is it a city or zone that I know. Write something like <code>/settings Berlin</code>, <code>/settings 07:30</code>, <code>/settings quiet 22:00-07:00</code> or <code>/settings pause 7 days</code>. /settings alone brings it all with buttons.
settings-zone-unknown-similar = The zone { $zone } is unknown. Did you mean <code>/settings { $similar }</code>?
settings-days-button = Days
settings-quiet-button = Quiet hours
settings-pause-button = Pause
settings-days-all = every day
settings-days-workdays = workdays
settings-days-are = Days: { $days }
settings-quiet-are = Quiet hours: { $hours }
settings-quiet-none = none
settings-paused = Paused until { $date }. The first digest after it offers the ten best papers of what came meanwhile.
settings-days = <b>Days</b>: tap to add, tap again to remove. Or send something like <code>/settings Mon Wed Fri</code>.
settings-days-one-stays = One day must stay.
settings-quiet = <b>Quiet hours</b>: what is late or tried again, and what else I have to tell, waits until they end. A digest at a time that you chose comes all the same. For other hours send something like <code>/settings quiet 22:30-06:30</code>.
settings-quiet-unclear = Which hours? Write them as in <code>/settings quiet 22:00-07:00</code> or <code>/settings quiet off</code>.
settings-pause = <b>Pause</b>: how long shall nothing come? For a date send something like <code>/pause 2026-12-24</code>.
settings-pause-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
settings-pause-unclear = Until when? Write it as in <code>/pause 7 days</code> or <code>/pause 2026-12-24</code>, a year at most.
resumed = Digests come again. If you missed any, the next one offers the ten best papers.
resume-not-paused = Nothing is paused.
resume-missed-button = See them now
settings-resume-button = Go on now
settings-undo-button = Undo
rich-more = Details
rich-sample-title = A rich message
rich-sample-text = A digest has headings like this one; the summary, authors and links of <b>each paper</b> are in a fold like the one below.
rich-sample-fold = Tap to unfold
rich-sample-formula = Formulas are real ones:
rich-sample-refused = A sample of a rich message should stand here, but the server did not take it, only this sentence. Please choose “I cannot see it” below.
rich-question = Can you read the message above? It should have a big heading, a text, and a fold with a formula in it. Some apps show it blank, so I ask first; nothing changes until you choose.
rich-readable-button = I can read it: use it
rich-unreadable-button = I cannot see it, or it is blank
rich-taken = From the next digest on they come as rich messages; /today shows it now. Should a server not take them, you get the detailed layout instead.
rich-left = Nothing has changed. You can try again once your app is updated.
rich-layouts-button = « Layout
