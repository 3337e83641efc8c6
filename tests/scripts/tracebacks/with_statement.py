class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        print("leaving", exc[0].__name__)


with Manager() as m:
    print("inside")
    m.nothing()
