"""What git prints of two commits, in its default form with statistics."""

LOG = """\
commit 9fceb02d0ae598e95dc970b74767f19372d61af8 (HEAD -> main, tag: v4.18, origin/main)
Merge: 1a2b3c4 5d6e7f8
Author: Ida Berg <ida@harbour.example>
Date:   Wed Oct 14 16:02:11 2026 +0200

    Merge branch 'smaller-pool'

commit 5d6e7f8a90b1c2d3e4f5061728394a5b6c7d8e9f
Author: Bo Lind <bo@harbour.example>
Date:   Wed Oct 14 15:40:00 2026 +0200

    Make the pool smaller

    Fewer connections for each worker.

 checkout/pool.py                 | 4 ++--
 .../deep/folder/settings.py      | Bin 0 -> 12 bytes
 2 files changed, 2 insertions(+), 2 deletions(-)
"""
SAMPLES = {"git-log": LOG.encode()}
