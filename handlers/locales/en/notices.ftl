notice-thread-lost = The digests went to a topic that is closed or deleted now, so they come here instead. They go back there once the topic is reopened.
