"""The package of an edition for a repository or library: its content in many formats, as one BagIt folder with metadata."""
