# Settings.
settings-main =
    <b>Settings</b>
    Time: { $hours }
    Time zone: { $zone }
    Length: up to { $maximum ->
        [one] { $maximum } paper
       *[other] { $maximum } papers
    }, the rest one tap away
    Language: { $language }
settings-zone-unset = not chosen yet; nothing is sent until then
settings-wait = Chinese summaries: { $state }
settings-wait-on = wait up to { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
settings-wait-off = do not wait
settings-next = Next digest: { $date }, { $hour }
settings-no-next = No digest is planned yet: choose your time zone first.
settings-hours-button = Time
settings-zone-button = Time zone
settings-maximum-button = Length
settings-language-button = Language / 语言
settings-wait-button = Wait for Chinese summaries
settings-no-wait-button = Stop waiting for Chinese
settings-back-button = « Settings
settings-zones = <b>Time zone</b>: tap a city. If yours is not listed, send it, as in <code>/settings Munich</code>.
settings-hours = <b>Time</b>: tap to add, tap again to remove, { $most } at most. For any other time, send it, as in <code>/settings 07:30</code>.
settings-maximum = <b>Length</b>: how many papers a digest lists; the rest is one tap away.
settings-language-unknown = There is no { $text } here; pick one below.
settings-language = <b>Language</b> of buttons, digests and the command menu. Searches find papers in any language.
settings-papers-button = Paper language
settings-papers = <b>Paper language</b>: the language of a paper’s card. What is not translated yet comes in the other language, and says so.
settings-papers-chinese = Chinese
settings-papers-original-title = Chinese, with the original title
settings-papers-english = English
settings-papers-both = Both
settings-empty-days = <b>Days without papers</b>: do you want a note? It comes without a sound and says why. On days when the sources never publish, such as weekends, there is none.
settings-empty-days-some = First day, then every third
settings-empty-days-daily = Every day
settings-empty-days-never = Never
settings-empty-days-unclear = When do you want a note about days without papers? I do not understand { $text }. Write <code>/settings empty days daily</code>, <code>some</code> for the first day and every third, or <code>never</code>.
settings-empty-days-button = Days without papers
settings-layout-button = Layout
settings-layout =
    <b>Layout</b>
    Compact: one line each, on one screen
    Detailed: summary, and why it came
    Rich: abstracts unfold, typeset formulas

    From your next digest on; /today shows it now.
settings-layout-compact = Compact
settings-layout-normal = Detailed
settings-layout-rich = Rich
settings-instant-button = Instant
settings-instant-are = Instant: { $count ->
    [one] { $count } topic
   *[other] { $count } topics
}
settings-instant = <b>Instant</b>: tap a topic, and its new papers come as they arrive, up to { $maximum } an hour; the rest comes with the digest, and none comes twice. Not in quiet hours, on days off or in a pause: after quiet hours they follow, and what has waited too long comes with the digest.
settings-instant-no-topics = You follow no topics yet.
settings-layout-is = Layout: { $layout }
settings-silent-is = Sound: off
settings-papers-are = Paper language: { $papers }
settings-empty-days-are = Days without papers: { $choice }
settings-silent-button = No sound
settings-hours-one-stays = At least one time must stay.
settings-hours-many = At most { $most } digests a day.
settings-hour-impossible = { $hour } is not a time of day. Write 00:00 to 23:59, as in <code>/settings 07:30</code>.
settings-zone-unknown = I do not understand { $zone }: it is no setting, city or time zone I know. Write something like <code>/settings Berlin</code>, <code>/settings 07:30</code>, <code>/settings quiet 22:00-07:00</code> or <code>/settings pause 7 days</code>, or just /settings for buttons.
settings-zone-unknown-similar = I do not know the time zone { $zone }. Did you mean <code>/settings { $similar }</code>?
settings-days-button = Days
settings-quiet-button = Quiet hours
settings-pause-button = Pause
settings-days-all = Every day
settings-days-workdays = Weekdays
settings-days-are = Days: { $days }
settings-quiet-are = Quiet hours: { $hours }
settings-quiet-none = None
settings-paused = Paused until { $date }. The first digest after that brings the ten best papers of what came meanwhile.
settings-days = <b>Days</b>: tap to add, tap again to remove. Or send them, as in <code>/settings Mon Wed Fri</code>.
settings-days-one-stays = At least one day must stay.
settings-quiet = <b>Quiet hours</b>: late digests, retries and other notices wait until they end. Digests at the times you chose still come. For other hours, send them, as in <code>/settings quiet 22:30-06:30</code>.
settings-quiet-unclear = Which hours? I do not understand { $text }. Write them as in <code>/settings quiet 22:00-07:00</code> or <code>/settings quiet off</code>.
settings-pause = <b>Pause</b>: for how long? For a date, send it, as in <code>/pause 24 December</code>.
settings-pause-days = { $days ->
    [one] 1 day
   *[other] { $days } days
}
settings-pause-unclear = Until when? { $text } is no day within the coming year. Write it as in <code>/pause 7 days</code> or <code>/pause 24 December</code>.
resumed = Digests are back on. If you missed any, the next one brings the ten best papers.
resume-not-paused = Digests are not paused.
resume-missed-button = See them now
settings-resume-button = Resume now
settings-undo-button = Undo
rich-more = Details
rich-sample-title = A rich message
rich-sample-text = A digest has headings like this one; the summary, authors and links of <b>each paper</b> are folded away like the text below.
rich-sample-fold = Tap to unfold
rich-sample-formula = Formulas are typeset:
rich-sample-refused = This should have been a sample of a rich message, but the server refused it and only took this sentence. Please choose “I cannot see it” below.
rich-question = Can you read the message above? It should have a big heading, some text, and a fold with a formula in it. Some apps show it blank, so I ask first; nothing changes until you choose.
rich-readable-button = I can read it: use it
rich-unreadable-button = I cannot see it, or it is blank
rich-taken = Done: from the next digest on, you get rich messages; /today shows one now. If the server ever refuses them, you get the detailed layout instead.
rich-left = All right, nothing has changed. You can try again once your app is updated.
rich-layouts-button = « Layout
