"""What an exception goes back to: every error in its chain, and those that started it."""

from collections.abc import Iterator

from desktop_app.core.errors import OutOfMemory

# A look-up that missed and was handled, before the true error came: no cause of anything.
HANDLED = (LookupError, AttributeError, ImportError, FileNotFoundError, FileExistsError)


# In these functions files are closed and deleted because something else went wrong.
CLEAN_UPS = frozenset(
    {"__exit__", "__aexit__", "__del__", "cleanup", "_cleanup", "_rmtree", "rmtree", "close"}
)


# How torch ("DefaultCPUAllocator: not enough memory", on Linux "can't allocate memory"), CUDA,
# cuBLAS and cuDNN say that memory ran out; the last one is oneDNN's.
MEMORY_WORDS = (
    "out of memory",
    "not enough memory",
    "can't allocate memory",
    "alloc_failed",
    "bad allocation",
    "could not create a primitive",
)


def every_error(error: BaseException) -> Iterator[BaseException]:
    """The error and all below it: causes, contexts, and the members of groups; each once."""
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
    """The exceptions that started it all: one, or one for each member of a group.

    A failed clean-up masks the real error, which then lives in its `__context__`. But an error
    raised while a missed look-up was being handled is itself the root.
    """
    # A ring of causes has no root; then the error stands for itself.
    return tuple(dict.fromkeys(_roots(error, set()))) or (error,)


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
    """Whether `below` was over and done with when `error`, of the system, was raised."""
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


def is_out_of_memory(error: BaseException) -> bool:
    """Whether this very error says that memory ran out, on the computer or on the GPU."""
    if isinstance(error, MemoryError | OutOfMemory):
        return True
    if type(error).__name__ == "OutOfMemoryError":  # torch's, which must not be imported for this
        return True
    words = str(error).lower()
    return isinstance(error, RuntimeError) and any(word in words for word in MEMORY_WORDS)
