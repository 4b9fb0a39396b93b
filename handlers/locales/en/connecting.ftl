# /connect, and groups and channels steered from the private chat.
connect =
    <b>Chenbao for a group or channel</b>
    Add me first: in a group, everybody can search and the digest comes there; in a channel I post the digest, so I need the rights to post and edit messages.
    Then choose one that you run, and manage its topics and settings with the commands here.
connect-group-button = Add to a group
connect-channel-button = Add to a channel
connect-list-button = Groups and channels I run
connect-more-button = More ›
connect-choose = Which one do you want to manage? If it is missing, send /start in the group; from a channel, remove me and add me again.
connect-none = There is no group or channel yet that you run and I am in. Add me first:
connected =
    I am now an admin of the channel “{ $chat }”.
    One tap, and you can pick its topics and its time here; the digest comes to the channel.
connected-button = Set up the channel
steering-began = For a day, /topics, /subscribe, /unsubscribe, /settings, /status, /pause and /resume here are about this chat. Plain words and /search stay your own.
steering-topics-button = Topics
steering-settings-button = Settings
steering-about = 📍 <b>{ $chat }</b>
steering-stop-button = ‹ Back to my own
steering-ended = Done: the commands are about your own digest again.
steering-lost = You are not an admin there now, or I am no longer there. The commands are about your own digest again.
steering-unknown = I do not know that group or channel. Please add me first; if I am already there, send /start in the group once; from a channel, remove me and add me again.
welcome-connect-button = For a group or channel
welcome-steer-button = Admins: set up in private
topics-threads-button = Where they go
threads-title = <b>Where topics go</b>
threads-hint = Tap a topic to send it to the next place. To add a thread, send <code>/here</code> in it.
threads-all-button = All to { $place }
thread-general = General
thread-numbered = thread { $number }
thread-lost = {" "}(closed)
notice-restricted-group =
    <b>The group “{ $chat }” does not let me write</b>
    Please let its members send messages, or make me an admin. Digests are kept, and will come once I can write.
notice-restricted-channel =
    <b>I cannot post in the channel “{ $chat }”</b>
    Please make me an admin there, with the right to post messages. Digests are kept, and will come once I can post.
restricted-again-button = Done, try again
restricted-tried = Trying again now.
close-button = ✕ Close
not-your-answer = This is somebody else’s answer; only that person and admins can tap here. Send /search and words for your own.
ask-not-here = You cannot write here. Please use a command, such as /subscribe and words.
results-private-button = Open in private
