"""Answers to requests: files that know their URL, headers and status."""


class addinfourl:
    """A file with the URL it is from, its headers and its status."""

    def __init__(self, fp, headers, url, code=None):
        self.fp = fp
        self.headers = headers
        self.url = url
        self.code = code

    @property
    def status(self):
        return self.code

    def info(self):
        return self.headers

    def geturl(self):
        return self.url

    def getcode(self):
        return self.code

    def __getattr__(self, name):
        if name.startswith("_") or name == "fp":
            raise AttributeError(name)
        return getattr(self.fp, name)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def close(self):
        self.fp.close()

    def __iter__(self):
        return iter(self.fp)
