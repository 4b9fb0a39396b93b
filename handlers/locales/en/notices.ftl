notice-thread-lost = The digests went to a topic that is closed or deleted now, so they come here instead. They go back there once the topic is reopened.
notice-rich-lost = The server does not know rich messages, so digests come in the detailed layout again. To try once more, see Layout in /settings.
