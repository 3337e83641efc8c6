"""TLS, which is not there: importing this says so."""

raise ImportError("gilvm has no TLS: the module ssl is not there, and sockets and URLs work without encryption only",
                  name="ssl")
