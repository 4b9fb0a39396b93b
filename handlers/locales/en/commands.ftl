# Descriptions in the command menu, at most one line; help; what the bot says about itself.
command-today = Today's digest now; tomorrow's is unchanged
command-search = Find papers: words, "phrases", authors
command-topics = See and change my topics
command-subscribe = New topic, with a preview before saving
command-settings = Time, days, quiet hours, length, layout
command-status = Last and next digest, and why nothing came
command-saved = Saved papers, export as BibTeX
command-pause = Pause until a date
command-language = Switch language / 切换语言
command-help = How to use it, with examples
command-start = Start or set up again
command-resume = Resume, and offer what you missed
command-unsubscribe = Remove a topic, with undo
command-paper = Open a paper by id or link
command-here = Send the group's topics to this thread
command-connect = Connect a group or channel you run
command-feedback = Tell the operator what is wrong
command-cancel = Leave the current step
command-privacy = What is kept about you
command-export = All your data as a file
command-forget = Delete everything, after asking
command-admin = How the bot is doing, for its operators

bot-description = Every morning, the AI papers you care about on one screen. Follow topics, search any time, in Chinese and English.
bot-short-description = One screen of AI papers every morning, on the topics you follow.

help-title = <b>How it works</b>
help-intro = Follow a few topics, and every day at your time the new papers come on one screen. Tap a number to read more.
help-intro-group = In groups, only commands with a slash count; admins change topics and settings.
help-command = /{ $name } — { $description }
help-examples-title = <b>Examples</b>
help-examples =
    <code>/subscribe agent memory</code> — both words
    <code>/search "world model" OR JEPA</code> — a phrase, either one
    <code>/search diffusion -video</code> — without “video”
    <code>/search title:bench author:chen</code> — title and author
    <code>/search agent on:2025-09</code> — of that month
    <code>/search agent last week sort:hot</code> — last week’s, most upvoted first
    <code>2510.01051</code> — an id or an arXiv link opens the paper
help-examples-group =
    <code>/subscribe agent memory</code> — both words (admins)
    <code>/search "world model" OR JEPA</code> — a phrase, either one
    <code>/search diffusion -video</code> — without “video”
    <code>/search title:bench author:chen</code> — title and author
    <code>/search agent last week sort:hot</code> — last week’s, most upvoted first
    <code>/paper 2510.01051</code> — a paper by its id or arXiv link
help-words = In a private chat, any other text is a search, and any arXiv link opens its paper.
help-inline = In any chat, type <code>@{ $bot } words</code> and choose a paper to send.
