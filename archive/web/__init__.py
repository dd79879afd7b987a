"""Everything that answers a request: views, response cache, monitoring, middleware."""
