class Chain:
    def step(self):
        return self

    def stop(self):
        raise RuntimeError("stopped")


(Chain()
    .step()
    .step()
    .stop()
    .step())
