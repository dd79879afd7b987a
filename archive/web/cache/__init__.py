"""The outermost layer: what stands between the server and Django. It refuses, recognises what was sent before, and keeps answers."""
