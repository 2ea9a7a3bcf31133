"""One BLAS thread round the fits: with two on a busy machine a fit of 1.4 s took up to 48 s."""

from collections.abc import Iterator
from contextlib import contextmanager

try:
    from threadpoolctl import threadpool_limits
except ImportError:  # a stranger who recomputes a result needs NumPy only
    threadpool_limits = None


@contextmanager
def one_thread() -> Iterator[None]:
    if threadpool_limits is None:
        yield
        return
    with threadpool_limits(limits=1, user_api="blas"):
        yield
