notice-thread-lost = The thread that digests went to has been closed or deleted, so they come here instead. Once it is reopened, they will go back there.
notice-rich-lost = The server does not support rich messages now, so digests come in the detailed layout again. To try once more, see Layout in /settings.
