"""The whole site as files: asked of the application itself, answer by answer, and written with their compressed forms."""
