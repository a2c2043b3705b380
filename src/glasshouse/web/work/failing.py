"""What came of a long task, also where it failed: said in a sentence that names no folder of the server."""

from __future__ import annotations

import logging
from collections.abc import Callable

from glasshouse.errors import DamagedRunError, GlasshouseError, InputError, InterruptedRunError, StorageError
from glasshouse.scenario.lookup import only_library
from glasshouse.web.work.asked import Done, Failed
from glasshouse.web.work.pace import Pace

_LOG = logging.getLogger(__name__)


def attempted(task: Callable[[], object], pace: Pace, called: str) -> Done | Failed:
    """Do a task in which names mean documents of the library, since they came from a stranger.

    Args:
        task: gives the answer.
        pace: says why the task was stopped.
        called: what the reader knows it as, such as ``an inquiry``.
    """
    try:
        with only_library():
            return Done(task())
    except InputError as error:
        return Failed("", tuple(error.problems))
    except InterruptedRunError:
        return Failed(pace.why, stopped=True)
    except (DamagedRunError, StorageError, OSError):
        _LOG.exception("a result could not be written")  # the message names a folder, which is none of a visitor's
        return Failed("its result could not be written; the server's disk may be full")
    except GlasshouseError as error:
        return Failed(str(error))
    except MemoryError:
        return Failed(f"it needs more memory than {called} may take")
