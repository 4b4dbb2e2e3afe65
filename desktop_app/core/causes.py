"""Root causes: all errors in an exception's chain, and those that started it."""

from collections.abc import Iterator

# A failed look-up that was handled before the real error occurred is no cause.
HANDLED = (LookupError, AttributeError, ImportError, FileNotFoundError, FileExistsError)


# These functions close and delete files because something else has failed.
CLEAN_UPS = frozenset(
    {"__exit__", "__aexit__", "__del__", "cleanup", "_cleanup", "_rmtree", "rmtree", "close"}
)


def every_error(error: BaseException) -> Iterator[BaseException]:
    """Yield the error, its causes, contexts and group members, each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting += [current.__context__, current.__cause__]
        if isinstance(current, BaseExceptionGroup):
            waiting += reversed(current.exceptions)


def root_errors(error: BaseException) -> tuple[BaseException, ...]:
    """Return the root causes: one, or one for each member of a group.

    A failed clean-up masks the real error, which then lives in its `__context__`. But an error
    raised while a missed look-up was being handled is itself the root.
    """
    # A cycle of causes has no root; the error then counts as its own root.
    return tuple(dict.fromkeys(_roots(error, set()))) or (error,)


def root_cause(error: BaseException) -> BaseException:
    """Return the first of the root causes."""
    return root_errors(error)[0]


def _roots(error: BaseException, seen: set[int]) -> Iterator[BaseException]:
    seen.add(id(error))
    below = error.__cause__ or error.__context__
    if below is not None and id(below) not in seen and not _came_after(error, below):
        yield from _roots(below, seen)
    elif isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            if id(member) not in seen:
                yield from _roots(member, seen)
    else:
        yield error


def _came_after(error: BaseException, below: BaseException) -> bool:
    """Whether `below` had already been handled when the system error `error` was raised."""
    if error.__cause__ is below or not isinstance(error, OSError):
        return False
    if isinstance(below, GeneratorExit):  # a stream was closed early: nothing went wrong before
        return True
    return isinstance(below, HANDLED) and not _raised_in_clean_up(error)


def _raised_in_clean_up(error: BaseException) -> bool:
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_name in CLEAN_UPS:
            return True
        trace = trace.tb_next
    return False
