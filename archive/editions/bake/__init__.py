"""The whole site as files: the responses of the application itself, with their compressed forms, and what serves them."""
