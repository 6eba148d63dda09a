"""Several people writing in one text at once: sockets, a room for each open text, other processes.

Own and small rather than a framework's consumer: what is acknowledged has to be on disk first.
"""
