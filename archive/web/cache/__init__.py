"""The WSGI layer between the server and Django: request limits, entity tags, stored responses."""
