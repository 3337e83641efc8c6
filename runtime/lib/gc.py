"""What can be said of garbage collection where there is no collector.

Objects die when their last reference goes; what refers to itself lives until the program ends. So a collection finds
nothing, and collect() truthfully returns 0. Functions that would have to walk the heap are not here; asking for one
raises an AttributeError that says so.
"""

DEBUG_STATS = 1
DEBUG_COLLECTABLE = 2
DEBUG_UNCOLLECTABLE = 4
DEBUG_SAVEALL = 32
DEBUG_LEAK = 38

garbage = []
callbacks = []

_enabled = True
_debug = 0
_threshold = (2000, 10, 0)


def enable():
    """Enable automatic garbage collection; kept for isenabled()."""
    global _enabled
    _enabled = True


def disable():
    """Disable automatic garbage collection; kept for isenabled()."""
    global _enabled
    _enabled = False


def isenabled():
    """Return what enable() and disable() set last."""
    return _enabled


def collect(generation=2):
    """Collect nothing: there is no cycle collector. Returns 0, the number of unreachable objects found."""
    if not 0 <= generation <= 2:
        raise ValueError("invalid generation")
    for phase in "start", "stop":
        for callback in list(callbacks):
            callback(phase, {"generation": generation, "collected": 0, "uncollectable": 0})
    return 0


def get_count():
    """Return how many objects wait for a collection, per generation: none."""
    return 0, 0, 0


def get_threshold():
    """Return what set_threshold() set last."""
    return _threshold


def set_threshold(threshold0, threshold1=None, threshold2=None, /):
    """Set the thresholds; kept for get_threshold()."""
    global _threshold
    _threshold = (threshold0, _threshold[1] if threshold1 is None else threshold1,
                  _threshold[2] if threshold2 is None else threshold2)


def get_debug():
    """Return what set_debug() set last."""
    return _debug


def set_debug(flags, /):
    """Set debugging flags; kept for get_debug()."""
    global _debug
    _debug = flags


def get_stats():
    """Return what collections found, per generation: nothing, as there were none."""
    return [{"collections": 0, "collected": 0, "uncollectable": 0} for _ in range(3)]


def freeze():
    """Ignore all objects in later collections; there are none."""


def unfreeze():
    """Undo freeze()."""


def get_freeze_count():
    """Return the number of objects that freeze() set aside."""
    return 0


_WALKERS = ("get_objects", "get_referrers", "get_referents", "is_tracked", "is_finalized")


def __getattr__(name):
    if name in _WALKERS:
        raise AttributeError(f"gilvm has no cycle collector, so gc.{name} is not there: nothing keeps a list of objects")
    raise AttributeError(f"module 'gc' has no attribute '{name}'")
