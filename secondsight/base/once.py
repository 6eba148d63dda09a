"""What is done when it is first needed, and not again."""

from collections.abc import Callable
from threading import RLock


class Once:
    """Calls functions when it is first called itself; who calls meanwhile, from another thread, waits.

    What a function calls in its turn is not held up: it finds what is there so far. After an error the
    function is called again the next time.
    """

    def __init__(self, *functions: Callable[[], object]) -> None:
        """Begin with some functions; `add` adds more."""
        self._waiting = list(functions)
        self._lock = RLock()
        self._is_busy = False

    def add(self, function: Callable[[], object]) -> None:
        """Let another function be called once."""
        self._waiting.append(function)

    def __call__(self) -> None:
        """Call what was not called yet."""
        if not self._waiting:
            return
        with self._lock:
            if self._is_busy:  # only this thread can be: one of the functions asks
                return
            self._is_busy = True
            try:
                while self._waiting:
                    self._waiting[0]()
                    self._waiting.pop(0)
            finally:
                self._is_busy = False
