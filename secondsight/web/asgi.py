"""What the server runs."""

import gc
import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secondsight.web.settings")
_django = get_asgi_application()

from django.conf import settings  # noqa: E402, readable once Django is there

from secondsight.base import rooms  # noqa: E402
from secondsight.inquiry.shared_notes.socket import shared_text_socket  # noqa: E402
from secondsight.record import readers, tools  # noqa: E402
from secondsight.web.hooks import hooked  # noqa: E402
from secondsight.web.limits import limited  # noqa: E402
from secondsight.web.sockets import socketed  # noqa: E402

rooms.load()
readers.readers(), tools.senders()  # the first delivery must not wait for what the tools bring
gc.collect()
gc.freeze()  # what is loaded now stays: looking for garbage in it would stop one page in twenty for a while
application = socketed(hooked(limited(_django, settings.MAX_UPLOAD_BYTES)), shared_text_socket)
