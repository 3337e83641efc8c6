def work():
    raise ExceptionGroup("jobs failed", [ValueError("job 1"), OSError(2, "No such file or directory"), ExceptionGroup("deep", [KeyError("x")])])

def main():
    try:
        work()
    except* ValueError as e:
        raise RuntimeError("while handling values") from e
    except* OSError:
        raise

main()
