"""Where CPython keeps its pool of threads."""

from concurrent.futures import BrokenThreadPool, ThreadPoolExecutor
